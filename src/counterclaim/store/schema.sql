-- What SQLAlchemy has no words for: triggers, and the views for readers, which show what stands now.
-- The views are a promise: a column is added, never renamed or removed, within a schema version.

CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'the log only grows at its end'); END;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an entry is never changed'); END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an entry is never deleted'); END;

CREATE TRIGGER blob_is_never_replaced BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'raw bytes are never replaced'); END;

CREATE TRIGGER blob_is_never_changed BEFORE UPDATE ON blob
BEGIN SELECT RAISE(ABORT, 'raw bytes are never changed'); END;

CREATE TRIGGER blob_is_never_deleted BEFORE DELETE ON blob
BEGIN SELECT RAISE(ABORT, 'raw bytes are never deleted'); END;

CREATE TRIGGER passage_of_an_ended_fact AFTER UPDATE OF until ON fact
WHEN NEW.until IS NOT NULL AND OLD.kind IN ('report', 'statement')
BEGIN DELETE FROM passage WHERE rowid = OLD.sequence; END;

CREATE VIEW standing_fact AS SELECT
  fact.kind,                                                -- one of the kinds of counterclaim.ledger
  fact.id,                                                  -- unique within its kind
  fact.sequence,                                            -- the entry that put it
  entry.recorded,                                           -- when that was recorded, UTC
  entry.body                                                -- the fact itself, as JSON
FROM fact JOIN entry USING (sequence)
WHERE fact.until IS NULL;

CREATE VIEW reports AS SELECT
  id,                                                       -- the report's id
  body ->> '$.title' AS title,                              -- its headline, null where none was found
  body ->> '$.outlet' AS outlet,                            -- who printed it
  body ->> '$.language' AS language,                        -- ISO 639-1
  body ->> '$.published.begin' AS published_from,           -- printed at this civil time or later
  body ->> '$.published.until' AS published_before,         -- printed before this civil time
  body ->> '$.address' AS address,                          -- where it stands on the web
  body ->> '$.path' AS path,                                -- the file it was read from
  body ->> '$.sha256' AS sha256,                            -- name of its raw bytes in table blob
  body ->> '$.extractor' AS extractor,                      -- what made the text out of the bytes
  length(body ->> '$.text') AS characters,                  -- how long the text is
  body ->> '$.text' AS text                                 -- the text that every span points into
FROM standing_fact WHERE kind = 'report';

CREATE VIEW statements AS SELECT
  said.id,                                                  -- the statement's id
  said.body ->> '$.report' AS report,                       -- the report it was read from
  who.body ->> '$.name' AS speaker,                         -- the first link of the chain, as that report names it
  who.body ->> '$.party' AS party,                          -- the side the speaker speaks for
  said.body ->> '$.act' AS act,                             -- assert, deny, confirm, vow, predict, warn, ...
  said.body ->> '$.form' AS form,                           -- direct, mixed, indirect, narrator
  said.body ->> '$.denied' AS denied,                       -- 1: the speaker says that it is not so
  said.body ->> '$.channel' AS channel,                     -- where it was said: briefing, Telegram, court
  said.body ->> '$.said.begin' AS said_from,                -- said at this civil time or later
  said.body ->> '$.said.until' AS said_before,              -- said before this civil time
  said.body ->> '$.about.begin' AS about_from,              -- what it tells of happened then or later
  said.body ->> '$.about.until' AS about_before,            -- and before this civil time
  passage.text AS quote,                                    -- the words of the content
  said.body ->> '$.content[0].start' AS start,              -- where the content's first span begins, in characters
  said.body ->> '$.content[0].end' AS stop,                 -- where the content's first span ends
  said.body ->> '$.because' AS because                      -- why it was read so
FROM standing_fact AS said
LEFT JOIN passage ON passage.rowid = said.sequence
LEFT JOIN standing_fact AS who ON who.kind = 'referent' AND who.id = said.body ->> '$.chain[0].referent'
WHERE said.kind = 'statement';

CREATE VIEW claims AS SELECT
  claim.id,                                                 -- the claim's id
  claim.body ->> '$.gist' AS gist,                          -- its shortest clear formulation
  standing.body ->> '$.status' AS status,                   -- what may be said of it today
  json_array_length(standing.body, '$.origins') AS origins, -- independent origins it rests on
  json_array_length(claim.body, '$.bearings') AS statements, -- statements that bear on it
  claim.body ->> '$.frame' AS frame,                        -- what happens in it
  claim.body ->> '$.about.begin' AS about_from,             -- what it tells of happened then or later
  claim.body ->> '$.about.until' AS about_before,           -- and before this civil time
  claim.body ->> '$.because' AS because                     -- why its statements are one claim
FROM standing_fact AS claim
LEFT JOIN standing_fact AS standing ON standing.kind = 'standing' AND standing.id = claim.id
WHERE claim.kind = 'claim';

CREATE VIEW origins AS SELECT
  origin.value ->> '$.id' AS id,                            -- the origin's id
  standing.id AS claim,                                     -- the claim it speaks to
  origin.value ->> '$.speaker' AS speaker,                  -- who spoke, null where it cannot be told
  json_array_length(origin.value, '$.statements') AS statements, -- how many statements go back to it
  origin.value ->> '$.because' AS because                   -- why they are one act of speaking
FROM standing_fact AS standing, json_each(standing.body, '$.origins') AS origin
WHERE standing.kind = 'standing';

CREATE VIEW standings AS SELECT
  standing.id AS claim,                                     -- the claim's id
  claim.body ->> '$.gist' AS gist,                          -- the claim in words
  standing.body ->> '$.status' AS status,                   -- what may be said of it today
  json_array_length(standing.body, '$.origins') AS origins, -- independent origins it rests on
  standing.body -> '$.parties' AS parties,                  -- JSON: each party's stance
  standing.body ->> '$.credibility' AS credibility,         -- Admiralty digit: 1 confirmed .. 6 cannot be judged
  standing.body ->> '$.because' AS because                  -- why this status
FROM standing_fact AS standing
LEFT JOIN standing_fact AS claim ON claim.kind = 'claim' AND claim.id = standing.id
WHERE standing.kind = 'standing';

CREATE VIEW decisions AS SELECT
  decision.id,                                              -- the decision's id
  decision.body ->> '$.kind' AS kind,                       -- confirm, reject, merge, split, relabel, alias, note
  decision.body -> '$.about' AS about,                      -- JSON: what it rules about
  decision.body ->> '$.by' AS decided_by,                   -- the person who ruled
  decision.body ->> '$.note' AS note,                       -- what that person wrote
  decision.recorded                                         -- when it was recorded, UTC
FROM standing_fact AS decision
WHERE decision.kind = 'decision';

CREATE VIEW problems AS SELECT
  id,                                                       -- the problem's id
  body ->> '$.kind' AS kind,                                -- what sort of problem
  body ->> '$.path' AS path,                                -- the file it was met in
  body ->> '$.line' AS line,                                -- the line, where the file has lines
  body ->> '$.reason' AS reason,                            -- what is wrong
  body ->> '$.advice' AS advice,                            -- what to do next
  body ->> '$.fatal' AS fatal                               -- 1: nothing could be read there
FROM standing_fact WHERE kind = 'problem';

CREATE VIEW relations AS SELECT
  relation.id,                                              -- the relation's id
  relation.body ->> '$.kind' AS kind,                       -- denies, conflicts, elaborates, supersedes, same_topic
  relation.body ->> '$.left' AS left_claim,                 -- the claim that bears on the other
  left_claim.body ->> '$.gist' AS left_gist,                -- in words
  relation.body ->> '$.right' AS right_claim,               -- the claim it bears on
  right_claim.body ->> '$.gist' AS right_gist,              -- in words
  relation.body ->> '$.score' AS score,                     -- 0..1
  relation.body ->> '$.because' AS because                  -- why they are so related
FROM standing_fact AS relation
LEFT JOIN standing_fact AS left_claim ON left_claim.kind = 'claim' AND left_claim.id = relation.body ->> '$.left'
LEFT JOIN standing_fact AS right_claim ON right_claim.kind = 'claim' AND right_claim.id = relation.body ->> '$.right'
WHERE relation.kind = 'relation';
