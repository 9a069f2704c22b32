-- What SQLAlchemy has no words for: the index of words, triggers, and the views for readers.
-- The views have the columns of schema.sql, where the comment beside each says what it is.

CREATE TABLE passage (
  rowid integer PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  text text COLLATE "C" NOT NULL,
  words tsvector NOT NULL
);

CREATE INDEX passage_words ON passage USING gin (words);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0];
END $$;

CREATE FUNCTION follow_the_last() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence IS DISTINCT FROM (SELECT coalesce(max(sequence), 0) + 1 FROM entry) THEN
    RAISE EXCEPTION USING MESSAGE = 'the log only grows at its end';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION forget_passage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM passage WHERE rowid = OLD.sequence;
  RETURN NULL;
END $$;

CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry
FOR EACH ROW EXECUTE FUNCTION follow_the_last();

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
FOR EACH ROW EXECUTE FUNCTION refuse('the log is append-only: an entry is never changed');

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
FOR EACH ROW EXECUTE FUNCTION refuse('the log is append-only: an entry is never deleted');

CREATE TRIGGER log_is_never_emptied BEFORE TRUNCATE ON entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the log is append-only: an entry is never deleted');

CREATE TRIGGER blob_is_never_changed BEFORE UPDATE ON blob
FOR EACH ROW EXECUTE FUNCTION refuse('raw bytes are never changed');

CREATE TRIGGER blob_is_never_deleted BEFORE DELETE ON blob
FOR EACH ROW EXECUTE FUNCTION refuse('raw bytes are never deleted');

CREATE TRIGGER blobs_are_never_emptied BEFORE TRUNCATE ON blob
FOR EACH STATEMENT EXECUTE FUNCTION refuse('raw bytes are never deleted');

CREATE TRIGGER passage_of_an_ended_fact AFTER UPDATE OF until ON fact
FOR EACH ROW WHEN (NEW.until IS NOT NULL AND OLD.kind IN ('report', 'statement'))
EXECUTE FUNCTION forget_passage();

-- The body of a fact as JSON; a NUL, which PostgreSQL cannot show, becomes the sign for what is no character.
CREATE FUNCTION told(body text) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(body, '\u0000', '\ufffd')::jsonb;

CREATE VIEW standing_fact AS SELECT fact.kind, fact.id, fact.sequence, entry.recorded, entry.body
FROM fact JOIN entry USING (sequence)
WHERE fact.until IS NULL;

CREATE VIEW reports AS SELECT
  id,
  told(body) #>> '{title}' AS title,
  told(body) #>> '{outlet}' AS outlet,
  told(body) #>> '{language}' AS language,
  told(body) #>> '{published,begin}' AS published_from,
  told(body) #>> '{published,until}' AS published_before,
  told(body) #>> '{address}' AS address,
  told(body) #>> '{path}' AS path,
  told(body) #>> '{sha256}' AS sha256,
  told(body) #>> '{extractor}' AS extractor,
  length(told(body) #>> '{text}') AS characters,
  told(body) #>> '{text}' AS text
FROM standing_fact WHERE kind = 'report';

CREATE VIEW statements AS SELECT
  said.id,
  told(said.body) #>> '{report}' AS report,
  told(who.body) #>> '{name}' AS speaker,
  told(who.body) #>> '{party}' AS party,
  told(said.body) #>> '{act}' AS act,
  told(said.body) #>> '{form}' AS form,
  (told(said.body) #>> '{denied}')::boolean::integer AS denied,
  told(said.body) #>> '{channel}' AS channel,
  told(said.body) #>> '{said,begin}' AS said_from,
  told(said.body) #>> '{said,until}' AS said_before,
  told(said.body) #>> '{about,begin}' AS about_from,
  told(said.body) #>> '{about,until}' AS about_before,
  passage.text AS quote,
  (told(said.body) #>> '{content,0,start}')::integer AS start,
  (told(said.body) #>> '{content,0,end}')::integer AS stop,
  told(said.body) #>> '{because}' AS because
FROM standing_fact AS said
LEFT JOIN passage ON passage.rowid = said.sequence
LEFT JOIN standing_fact AS who ON who.kind = 'referent' AND who.id = told(said.body) #>> '{chain,0,referent}'
WHERE said.kind = 'statement';

CREATE VIEW claims AS SELECT
  claim.id,
  told(claim.body) #>> '{gist}' AS gist,
  told(standing.body) #>> '{status}' AS status,
  jsonb_array_length(told(standing.body) -> 'origins') AS origins,
  jsonb_array_length(told(claim.body) -> 'bearings') AS statements,
  told(claim.body) #>> '{frame}' AS frame,
  told(claim.body) #>> '{about,begin}' AS about_from,
  told(claim.body) #>> '{about,until}' AS about_before,
  told(claim.body) #>> '{because}' AS because
FROM standing_fact AS claim
LEFT JOIN standing_fact AS standing ON standing.kind = 'standing' AND standing.id = claim.id
WHERE claim.kind = 'claim';

CREATE VIEW origins AS SELECT
  origin.value ->> 'id' AS id,
  standing.id AS claim,
  origin.value ->> 'speaker' AS speaker,
  jsonb_array_length(origin.value -> 'statements') AS statements,
  origin.value ->> 'because' AS because
FROM standing_fact AS standing, jsonb_array_elements(told(standing.body) -> 'origins') AS origin (value)
WHERE standing.kind = 'standing';

CREATE VIEW standings AS SELECT
  standing.id AS claim,
  told(claim.body) #>> '{gist}' AS gist,
  told(standing.body) #>> '{status}' AS status,
  jsonb_array_length(told(standing.body) -> 'origins') AS origins,
  told(standing.body) #> '{parties}' AS parties,
  (told(standing.body) #>> '{credibility}')::integer AS credibility,
  told(standing.body) #>> '{because}' AS because
FROM standing_fact AS standing
LEFT JOIN standing_fact AS claim ON claim.kind = 'claim' AND claim.id = standing.id
WHERE standing.kind = 'standing';

CREATE VIEW decisions AS SELECT
  decision.id,
  told(decision.body) #>> '{kind}' AS kind,
  told(decision.body) #> '{about}' AS about,
  told(decision.body) #>> '{by}' AS decided_by,
  told(decision.body) #>> '{note}' AS note,
  decision.recorded
FROM standing_fact AS decision
WHERE decision.kind = 'decision';

CREATE VIEW problems AS SELECT
  id,
  told(body) #>> '{kind}' AS kind,
  told(body) #>> '{path}' AS path,
  (told(body) #>> '{line}')::integer AS line,
  told(body) #>> '{reason}' AS reason,
  told(body) #>> '{advice}' AS advice,
  (told(body) #>> '{fatal}')::boolean::integer AS fatal
FROM standing_fact WHERE kind = 'problem';

CREATE VIEW relations AS SELECT
  relation.id,
  told(relation.body) #>> '{kind}' AS kind,
  told(relation.body) #>> '{left}' AS left_claim,
  told(left_claim.body) #>> '{gist}' AS left_gist,
  told(relation.body) #>> '{right}' AS right_claim,
  told(right_claim.body) #>> '{gist}' AS right_gist,
  (told(relation.body) #>> '{score}')::double precision AS score,
  told(relation.body) #>> '{because}' AS because
FROM standing_fact AS relation
LEFT JOIN standing_fact AS left_claim ON left_claim.kind = 'claim' AND left_claim.id = told(relation.body) #>> '{left}'
LEFT JOIN standing_fact AS right_claim ON right_claim.kind = 'claim' AND right_claim.id = told(relation.body) #>> '{right}'
WHERE relation.kind = 'relation';
