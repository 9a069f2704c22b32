-- From layout 1 to layout 2: `fact` becomes the history of what stood when, and its bodies are those
-- of the log; `blocking` is new.

DROP VIEW IF EXISTS reports;
DROP VIEW IF EXISTS statements;
DROP VIEW IF EXISTS claims;
DROP VIEW IF EXISTS origins;
DROP VIEW IF EXISTS standings;
DROP VIEW IF EXISTS decisions;
DROP VIEW IF EXISTS problems;
DROP VIEW IF EXISTS relations;
DROP TRIGGER IF EXISTS entry_follows_the_last;
DROP TRIGGER IF EXISTS entry_is_never_changed;
DROP TRIGGER IF EXISTS entry_is_never_deleted;
DROP TRIGGER IF EXISTS blob_is_never_replaced;
DROP TRIGGER IF EXISTS blob_is_never_changed;
DROP TRIGGER IF EXISTS blob_is_never_deleted;
DROP TRIGGER IF EXISTS passage_of_a_replaced_fact;
DROP TRIGGER IF EXISTS passage_of_a_fact_taken_back;
DROP TABLE fact;

CREATE TABLE fact (
  sequence INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  until INTEGER,
  PRIMARY KEY (sequence),
  FOREIGN KEY(sequence) REFERENCES entry (sequence),
  FOREIGN KEY(until) REFERENCES entry (sequence)
)
 STRICT;

CREATE INDEX fact_ended ON fact (kind, until) WHERE until IS NOT NULL;

CREATE UNIQUE INDEX fact_standing ON fact (kind, id) WHERE until IS NULL;

CREATE TABLE blocking (
  space TEXT NOT NULL,
  "key" TEXT NOT NULL,
  member TEXT NOT NULL,
  PRIMARY KEY (space, "key", member)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX blocking_member ON blocking (space, member);

INSERT INTO fact (sequence, kind, id, until)
SELECT sequence, kind, id, until FROM (
  SELECT sequence, kind, id, body, lead(sequence) OVER (PARTITION BY kind, id ORDER BY sequence) AS until
  FROM entry
) WHERE body IS NOT NULL;
