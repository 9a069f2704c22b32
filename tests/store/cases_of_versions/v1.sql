-- A small case as Counterclaim 0.1 (layout 1) wrote it; tests turn it into a file and open it.
PRAGMA application_id = 1128483917;
PRAGMA user_version = 1;
CREATE TABLE entry (
	sequence INTEGER NOT NULL, 
	recorded TEXT NOT NULL, 
	tool TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	id TEXT NOT NULL, 
	body TEXT, 
	previous TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (sequence)
)
 STRICT;
CREATE TABLE blob (
	sha256 TEXT NOT NULL, 
	compressed BLOB NOT NULL, 
	PRIMARY KEY (sha256)
)
 STRICT;
CREATE TABLE fact (
	sequence INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	id TEXT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (sequence), 
	UNIQUE (kind, id), 
	FOREIGN KEY(sequence) REFERENCES entry (sequence)
)
 STRICT;
CREATE VIRTUAL TABLE passage USING fts5(
  kind UNINDEXED, id UNINDEXED, report UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO entry VALUES (1, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'report', 'report-a', '{"address":null,"credits":[],"extractor":"plain 1","id":"report-a","language":"en","outlet":"The Valley Post","path":"a.txt","published":{"begin":"2024-02-29T00:00:00","timex":"2024-02-29","until":"2024-03-01T00:00:00"},"published_because":"","sha256":"c5accda10b476334f8c2735139bd75cf709cce09d62345c278098893f44ac9ad","text":"The mayor said the bridge is safe. \"It will hold for years,\" engineer Ilse Brandt wrote.","title":"Bridge stays open"}', '0000000000000000000000000000000000000000000000000000000000000000', '22bf660f58019611d8551f9a6750156275a535fb4a3decbd85670c59c589d1c5');
INSERT INTO entry VALUES (2, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'referent', 'referent-a', '{"because":"title","country":null,"id":"referent-a","kind":"person","name":"the mayor","names":[],"party":"city","proper":false,"report":"report-a","signatures":[]}', '22bf660f58019611d8551f9a6750156275a535fb4a3decbd85670c59c589d1c5', 'b9dd116f7278766305e03a4d2e670a93388b3eb9d4001939177236607e0b124b');
INSERT INTO entry VALUES (3, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'mentions', 'report-a', '{"items":[{"because":"title","span":{"end":9,"report":"report-a","start":0},"value":{"referent":"referent-a"}},{"because":"number word","span":{"end":58,"report":"report-a","start":53},"value":{"bound":">","high":null,"low":2.0,"of":"service","readings":[],"unit":"year","value":2.0}}],"report":"report-a"}', 'b9dd116f7278766305e03a4d2e670a93388b3eb9d4001939177236607e0b124b', 'f202085c16099e1e6ef22153709ccb1bfc03724dec006f3e95dc7ee111c0d2fa');
INSERT INTO entry VALUES (4, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'statement', 'statement-a', '{"about":null,"act":"assert","addressee":null,"because":"cue: said","certainty":"certain","chain":[{"because":"named before the cue","referent":"referent-a","role":"speaker","span":{"end":9,"report":"report-a","start":0}}],"channel":null,"channel_words":null,"content":[{"end":33,"report":"report-a","start":15}],"cue":{"end":14,"report":"report-a","start":10},"denied":false,"form":"indirect","hedges":[],"id":"statement-a","level":0,"matter":null,"parent":null,"report":"report-a","said":null,"scope":null,"source":{"end":9,"report":"report-a","start":0}}', 'f202085c16099e1e6ef22153709ccb1bfc03724dec006f3e95dc7ee111c0d2fa', '0e97c6c1778660de83bcfb23d950738dd761c2b1e9a206d7c9310cb1ff96f35e');
INSERT INTO entry VALUES (5, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'proposition', 'statement-a', '{"agents":["referent-a"],"also":[],"clause":true,"frame":"hold","gainers":[],"indefinite":false,"losers":[],"modality":"done","object":"","object_sort":[],"part":0,"patients":[],"places":["g-1"],"positive":true,"quantities":[{"bound":">","high":null,"low":2.0,"of":"service","readings":[],"unit":"year","value":2.0}],"spans":[],"statement":"statement-a","subject":"","when":null,"words":["bridge"]}', '0e97c6c1778660de83bcfb23d950738dd761c2b1e9a206d7c9310cb1ff96f35e', '07f2c9e50727af80a74dfbde50c379cc7e5dcce052fae4920a295d80f9847161');
INSERT INTO entry VALUES (6, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'family', 'family-a', '{"because":"only one text","id":"family-a","reports":["report-a"]}', '07f2c9e50727af80a74dfbde50c379cc7e5dcce052fae4920a295d80f9847161', '63825fc5c81bf121da20f92e318a614c756573918bbd5424adaf061c53d7a064');
INSERT INTO entry VALUES (7, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'actor', 'actor-a', '{"because":"","camp":null,"country":null,"key":"actor-a","kind":"person","name":"the mayor","names":[],"party":"city","party_because":"","proper":false,"referents":["referent-a"]}', '63825fc5c81bf121da20f92e318a614c756573918bbd5424adaf061c53d7a064', '20280b431ceeff388a5970505887d50ab685557ecaef787194b334ff96753bdc');
INSERT INTO entry VALUES (8, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'claim', 'claim-a', '{"about":null,"bearings":[{"because":"says so","stance":"asserts","statement":"statement-a"}],"because":"one statement","frame":"hold","gist":"the bridge is safe","id":"claim-a","places":[]}', '20280b431ceeff388a5970505887d50ab685557ecaef787194b334ff96753bdc', '4eeeeb899d5a71ffa23ba17fbc2661488ce502476e0fab76f45446d82e7d7a0e');
INSERT INTO entry VALUES (9, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'claim', 'claim-a-2', '{"about":null,"bearings":[],"because":"the opposite","frame":"hold","gist":"the bridge is not safe","id":"claim-a-2","places":[]}', '4eeeeb899d5a71ffa23ba17fbc2661488ce502476e0fab76f45446d82e7d7a0e', 'a013bd920f93596a15d11eff4e96a63d69e8e6a92eb30207e47b5efc17642d59');
INSERT INTO entry VALUES (10, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'relation', 'r-1a8d36955f45', '{"because":"the same with a not","kind":"denies","left":"claim-a-2","right":"claim-a","score":1.0}', 'a013bd920f93596a15d11eff4e96a63d69e8e6a92eb30207e47b5efc17642d59', '175d89f50cddffda27bf283507dad3cc59dccdde76dfba89eb2875d5440f87db');
INSERT INTO entry VALUES (11, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'standing', 'claim-a', '{"because":"one party speaks","claim":"claim-a","credibility":6,"origins":[{"because":"one act of speaking","id":"origin-a","left_out":[],"relays":[],"speaker":"actor-a","statements":["statement-a"]}],"parties":[{"party":"city","stance":"asserts"}],"status":"one_side"}', '175d89f50cddffda27bf283507dad3cc59dccdde76dfba89eb2875d5440f87db', '72b04226987d11dba940043fc543c93ac0ec01e82e419daff6eb4acc8793c84b');
INSERT INTO entry VALUES (12, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'decision', 'decision-a', '{"about":["claim-a"],"anchors":[],"by":"an editor","id":"decision-a","kind":"confirm","made":null,"note":"seen the survey","to":"","what":""}', '72b04226987d11dba940043fc543c93ac0ec01e82e419daff6eb4acc8793c84b', '0a4622f7442b76e50d84b684a76d307c9c25c0997e6d4f51b90abccbf2a23204');
INSERT INTO entry VALUES (13, '2024-03-01T12:00:00.000000+00:00', 'counterclaim 0.1.0', 'problem', 'p-a8b273822dc7', '{"advice":"open it in a browser","fatal":true,"kind":"empty","line":null,"path":"a.html","reason":"no text"}', '0a4622f7442b76e50d84b684a76d307c9c25c0997e6d4f51b90abccbf2a23204', 'a9167651c8e0c9228e16460431198fc26a6b43778fb7495930a94c42eff0df59');
INSERT INTO entry VALUES (14, '2024-03-01T12:10:00.000000+00:00', 'counterclaim 0.1.0', 'report', 'report-b', '{"address":null,"credits":[],"extractor":"plain 1","id":"report-b","language":"en","outlet":"The Valley Post","path":"b.txt","published":{"begin":"2024-02-29T00:00:00","timex":"2024-02-29","until":"2024-03-01T00:00:00"},"published_because":"","sha256":"34a35f80818f9d6b4f5c01b8e1bcade9c9e98f5b52f76bcc08a0ab87d169503e","text":"Harbour divers found the anchor chain at low tide, the pilot said. Nobody was hurt.","title":"Bridge stays open"}', 'a9167651c8e0c9228e16460431198fc26a6b43778fb7495930a94c42eff0df59', '61334f661040bc0f10af2a8dc4d8bf771f0c017c361af1326e6085d3c3a46dc9');
INSERT INTO entry VALUES (15, '2024-03-01T12:20:00.000000+00:00', 'counterclaim 0.1.0', 'claim', 'claim-a', '{"about":null,"bearings":[{"because":"says so","stance":"asserts","statement":"statement-a"}],"because":"one statement","frame":"hold","gist":"the bridge in Lindau is safe","id":"claim-a","places":[]}', '61334f661040bc0f10af2a8dc4d8bf771f0c017c361af1326e6085d3c3a46dc9', 'a86cc13589de32a33deda37e15131186c1ecf573bde7a21e1f26fdf28c039d52');
INSERT INTO entry VALUES (16, '2024-03-01T12:30:00.000000+00:00', 'counterclaim 0.1.0', 'problem', 'p-a8b273822dc7', NULL, 'a86cc13589de32a33deda37e15131186c1ecf573bde7a21e1f26fdf28c039d52', '4bf4997f4f99758e9a78fb0c67e046dbff9ccfb72eecfbde88d92417b38609ab');
INSERT INTO entry VALUES (17, '2024-03-01T12:40:00.000000+00:00', 'counterclaim 0.1.0', 'decision', 'n-00000', '{"about":[],"anchors":[],"by":"an editor","id":"n-00000","kind":"note","made":null,"note":"note 0","to":"","what":""}', '4bf4997f4f99758e9a78fb0c67e046dbff9ccfb72eecfbde88d92417b38609ab', 'd25d3b97cb0fbaf6b4fa09552eeac7c00d7141b359ca96a94bd3c43925ee2b78');
INSERT INTO entry VALUES (18, '2024-03-01T12:40:00.000000+00:00', 'counterclaim 0.1.0', 'decision', 'n-00001', '{"about":[],"anchors":[],"by":"an editor","id":"n-00001","kind":"note","made":null,"note":"note 1","to":"","what":""}', 'd25d3b97cb0fbaf6b4fa09552eeac7c00d7141b359ca96a94bd3c43925ee2b78', '9ec6f4f1f665e7583874221992a00d979ca28a10d35c1be0818cc16f514165c3');
INSERT INTO entry VALUES (19, '2024-03-01T12:40:00.000000+00:00', 'counterclaim 0.1.0', 'decision', 'n-00000', '{"about":[],"anchors":[],"by":"an editor","id":"n-00000","kind":"note","made":null,"note":"note 0","to":"","what":""}', '9ec6f4f1f665e7583874221992a00d979ca28a10d35c1be0818cc16f514165c3', '8441f4aaad9f2064e0755ef0597fa97da0a808dc0d665246321818caefa0a5da');
INSERT INTO entry VALUES (20, '2024-03-01T12:40:00.000000+00:00', 'counterclaim 0.1.0', 'decision', 'n-00001', NULL, '8441f4aaad9f2064e0755ef0597fa97da0a808dc0d665246321818caefa0a5da', '872166187e75d6e97ca361dbd6304a4b3352958920ce8697cb0a0e85022e8bae');
INSERT INTO blob VALUES ('34a35f80818f9d6b4f5c01b8e1bcade9c9e98f5b52f76bcc08a0ab87d169503e', X'789C1DC9D109C0200C05C055DE00C539FAD51DA2B124204662AC74FB42EFF74EF26CCBC1FA549FB86D75464805F522E62842DA4181661BA15C8F7F87360B4C524EB82C1BBFD83421CB237DF6BB1DD4');
INSERT INTO blob VALUES ('c5accda10b476334f8c2735139bd75cf709cce09d62345c278098893f44ac9ad', X'789C0DCAC109C0201044D15606CFC12272F39E060C3B9A05A3B00AC1EEB3C7FF79D743BC790FC3CC2A589EB7A95442A7AFC28890163E6D0DCF6882E27433DB3C02D8AB76D290DA244ECB5D9CDA588C3F4FB91EAD');
INSERT INTO fact VALUES (1, 'report', 'report-a', '{"address":null,"credits":[],"extractor":"plain 1","id":"report-a","language":"en","outlet":"The Valley Post","path":"a.txt","published":{"begin":"2024-02-29T00:00:00","timex":"2024-02-29","until":"2024-03-01T00:00:00"},"published_because":"","sha256":"c5accda10b476334f8c2735139bd75cf709cce09d62345c278098893f44ac9ad","text":"The mayor said the bridge is safe. \"It will hold for years,\" engineer Ilse Brandt wrote.","title":"Bridge stays open"}');
INSERT INTO fact VALUES (2, 'referent', 'referent-a', '{"because":"title","country":null,"id":"referent-a","kind":"person","name":"the mayor","names":[],"party":"city","proper":false,"report":"report-a","signatures":[]}');
INSERT INTO fact VALUES (3, 'mentions', 'report-a', '{"items":[{"because":"title","span":{"end":9,"report":"report-a","start":0},"value":{"referent":"referent-a"}},{"because":"number word","span":{"end":58,"report":"report-a","start":53},"value":{"bound":">","high":null,"low":2.0,"of":"service","readings":[],"unit":"year","value":2.0}}],"report":"report-a"}');
INSERT INTO fact VALUES (4, 'statement', 'statement-a', '{"about":null,"act":"assert","addressee":null,"because":"cue: said","certainty":"certain","chain":[{"because":"named before the cue","referent":"referent-a","role":"speaker","span":{"end":9,"report":"report-a","start":0}}],"channel":null,"channel_words":null,"content":[{"end":33,"report":"report-a","start":15}],"cue":{"end":14,"report":"report-a","start":10},"denied":false,"form":"indirect","hedges":[],"id":"statement-a","level":0,"matter":null,"parent":null,"report":"report-a","said":null,"scope":null,"source":{"end":9,"report":"report-a","start":0}}');
INSERT INTO fact VALUES (5, 'proposition', 'statement-a', '{"agents":["referent-a"],"also":[],"clause":true,"frame":"hold","gainers":[],"indefinite":false,"losers":[],"modality":"done","object":"","object_sort":[],"part":0,"patients":[],"places":["g-1"],"positive":true,"quantities":[{"bound":">","high":null,"low":2.0,"of":"service","readings":[],"unit":"year","value":2.0}],"spans":[],"statement":"statement-a","subject":"","when":null,"words":["bridge"]}');
INSERT INTO fact VALUES (6, 'family', 'family-a', '{"because":"only one text","id":"family-a","reports":["report-a"]}');
INSERT INTO fact VALUES (7, 'actor', 'actor-a', '{"because":"","camp":null,"country":null,"key":"actor-a","kind":"person","name":"the mayor","names":[],"party":"city","party_because":"","proper":false,"referents":["referent-a"]}');
INSERT INTO fact VALUES (9, 'claim', 'claim-a-2', '{"about":null,"bearings":[],"because":"the opposite","frame":"hold","gist":"the bridge is not safe","id":"claim-a-2","places":[]}');
INSERT INTO fact VALUES (10, 'relation', 'r-1a8d36955f45', '{"because":"the same with a not","kind":"denies","left":"claim-a-2","right":"claim-a","score":1.0}');
INSERT INTO fact VALUES (11, 'standing', 'claim-a', '{"because":"one party speaks","claim":"claim-a","credibility":6,"origins":[{"because":"one act of speaking","id":"origin-a","left_out":[],"relays":[],"speaker":"actor-a","statements":["statement-a"]}],"parties":[{"party":"city","stance":"asserts"}],"status":"one_side"}');
INSERT INTO fact VALUES (12, 'decision', 'decision-a', '{"about":["claim-a"],"anchors":[],"by":"an editor","id":"decision-a","kind":"confirm","made":null,"note":"seen the survey","to":"","what":""}');
INSERT INTO fact VALUES (14, 'report', 'report-b', '{"address":null,"credits":[],"extractor":"plain 1","id":"report-b","language":"en","outlet":"The Valley Post","path":"b.txt","published":{"begin":"2024-02-29T00:00:00","timex":"2024-02-29","until":"2024-03-01T00:00:00"},"published_because":"","sha256":"34a35f80818f9d6b4f5c01b8e1bcade9c9e98f5b52f76bcc08a0ab87d169503e","text":"Harbour divers found the anchor chain at low tide, the pilot said. Nobody was hurt.","title":"Bridge stays open"}');
INSERT INTO fact VALUES (15, 'claim', 'claim-a', '{"about":null,"bearings":[{"because":"says so","stance":"asserts","statement":"statement-a"}],"because":"one statement","frame":"hold","gist":"the bridge in Lindau is safe","id":"claim-a","places":[]}');
INSERT INTO fact VALUES (19, 'decision', 'n-00000', '{"about":[],"anchors":[],"by":"an editor","id":"n-00000","kind":"note","made":null,"note":"note 0","to":"","what":""}');
INSERT INTO passage (rowid, kind, id, report, text) VALUES (1, 'report', 'report-a', 'report-a', 'The mayor said the bridge is safe. "It will hold for years," engineer Ilse Brandt wrote.');
INSERT INTO passage (rowid, kind, id, report, text) VALUES (4, 'statement', 'statement-a', 'report-a', 'the bridge is safe');
INSERT INTO passage (rowid, kind, id, report, text) VALUES (14, 'report', 'report-b', 'report-b', 'Harbour divers found the anchor chain at low tide, the pilot said. Nobody was hurt.');
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
CREATE TRIGGER passage_of_a_replaced_fact AFTER UPDATE OF sequence ON fact
WHEN OLD.kind IN ('report', 'statement')
BEGIN DELETE FROM passage WHERE rowid = OLD.sequence; END;
CREATE TRIGGER passage_of_a_fact_taken_back AFTER DELETE ON fact
WHEN OLD.kind IN ('report', 'statement')
BEGIN DELETE FROM passage WHERE rowid = OLD.sequence; END;
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
FROM fact WHERE kind = 'report';
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
FROM fact AS said
LEFT JOIN passage ON passage.rowid = said.sequence
LEFT JOIN fact AS who ON who.kind = 'referent' AND who.id = said.body ->> '$.chain[0].referent'
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
FROM fact AS claim
LEFT JOIN fact AS standing ON standing.kind = 'standing' AND standing.id = claim.id
WHERE claim.kind = 'claim';
CREATE VIEW origins AS SELECT
  origin.value ->> '$.id' AS id,                            -- the origin's id
  standing.id AS claim,                                     -- the claim it speaks to
  origin.value ->> '$.speaker' AS speaker,                  -- who spoke, null where it cannot be told
  json_array_length(origin.value, '$.statements') AS statements, -- how many statements go back to it
  origin.value ->> '$.because' AS because                   -- why they are one act of speaking
FROM fact AS standing, json_each(standing.body, '$.origins') AS origin
WHERE standing.kind = 'standing';
CREATE VIEW standings AS SELECT
  standing.id AS claim,                                     -- the claim's id
  claim.body ->> '$.gist' AS gist,                          -- the claim in words
  standing.body ->> '$.status' AS status,                   -- what may be said of it today
  json_array_length(standing.body, '$.origins') AS origins, -- independent origins it rests on
  standing.body -> '$.parties' AS parties,                  -- JSON: each party's stance
  standing.body ->> '$.credibility' AS credibility,         -- Admiralty digit: 1 confirmed .. 6 cannot be judged
  standing.body ->> '$.because' AS because                  -- why this status
FROM fact AS standing
LEFT JOIN fact AS claim ON claim.kind = 'claim' AND claim.id = standing.id
WHERE standing.kind = 'standing';
CREATE VIEW decisions AS SELECT
  decision.id,                                              -- the decision's id
  decision.body ->> '$.kind' AS kind,                       -- confirm, reject, merge, split, relabel, alias, note
  decision.body -> '$.about' AS about,                      -- JSON: what it rules about
  decision.body ->> '$.by' AS decided_by,                   -- the person who ruled
  decision.body ->> '$.note' AS note,                       -- what that person wrote
  entry.recorded                                            -- when it was recorded, UTC
FROM fact AS decision JOIN entry ON entry.sequence = decision.sequence
WHERE decision.kind = 'decision';
CREATE VIEW problems AS SELECT
  id,                                                       -- the problem's id
  body ->> '$.kind' AS kind,                                -- what sort of problem
  body ->> '$.path' AS path,                                -- the file it was met in
  body ->> '$.line' AS line,                                -- the line, where the file has lines
  body ->> '$.reason' AS reason,                            -- what is wrong
  body ->> '$.advice' AS advice,                            -- what to do next
  body ->> '$.fatal' AS fatal                               -- 1: nothing could be read there
FROM fact WHERE kind = 'problem';
CREATE VIEW relations AS SELECT
  relation.id,                                              -- the relation's id
  relation.body ->> '$.kind' AS kind,                       -- denies, conflicts, elaborates, supersedes, same_topic
  relation.body ->> '$.left' AS left_claim,                 -- the claim that bears on the other
  left_claim.body ->> '$.gist' AS left_gist,                -- in words
  relation.body ->> '$.right' AS right_claim,               -- the claim it bears on
  right_claim.body ->> '$.gist' AS right_gist,              -- in words
  relation.body ->> '$.score' AS score,                     -- 0..1
  relation.body ->> '$.because' AS because                  -- why they are so related
FROM fact AS relation
LEFT JOIN fact AS left_claim ON left_claim.kind = 'claim' AND left_claim.id = relation.body ->> '$.left'
LEFT JOIN fact AS right_claim ON right_claim.kind = 'claim' AND right_claim.id = relation.body ->> '$.right'
WHERE relation.kind = 'relation';
