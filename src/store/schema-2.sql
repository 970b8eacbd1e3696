-- Format 2 of a store: who does what to whom.

-- The relations of an article are told apart by their sentence and by `place`, their place among all of the article. Spans are bytes of the
-- document's text; `agent` is the noun that acts for the actor.
CREATE TABLE stored_relation (
    sentence              INTEGER NOT NULL,
    place                 INTEGER NOT NULL,
    actor                 INTEGER NOT NULL,
    recipient             INTEGER,
    reciprocal            INTEGER NOT NULL,
    category              INTEGER NOT NULL,
    mode                  INTEGER,
    quad                  INTEGER NOT NULL,
    status                INTEGER NOT NULL,
    negated               INTEGER NOT NULL,
    counts                INTEGER NOT NULL,
    speaker               INTEGER,
    trigger_start         INTEGER NOT NULL,
    trigger_end           INTEGER NOT NULL,
    actor_start           INTEGER NOT NULL,
    actor_end             INTEGER NOT NULL,
    recipient_start       INTEGER,
    recipient_end         INTEGER,
    agent_start           INTEGER,
    agent_end             INTEGER,
    recipient_agent_start INTEGER,
    recipient_agent_end   INTEGER,
    PRIMARY KEY (sentence, place)
) STRICT, WITHOUT ROWID;

-- What two actors do to each other, of that which counts where nothing else is asked.
CREATE INDEX relation_of_pair ON stored_relation (actor, recipient) WHERE counts AND recipient IS NOT NULL;

-- Which copies stand for an article.
CREATE INDEX article_by_copy ON stored_article (copy_of) WHERE copy_of IS NOT NULL;

CREATE VIEW relation AS
SELECT stored_document.name AS document, stored_article.article, stored_relation.sentence - stored_article.first_sentence AS sentence,
    stored_article.published, actor.id AS actor, actor.name AS actor_name, recipient.id AS recipient, recipient.name AS recipient_name,
    stored_relation.reciprocal, category.name AS category, mode.name AS mode, quad.name AS quad, status.name AS status,
    stored_relation.negated, stored_relation.counts, speaker.id AS speaker,
    CAST(substr(CAST(stored_document.text AS BLOB), stored_relation.agent_start + 1,
        stored_relation.agent_end - stored_relation.agent_start) AS TEXT) AS agent,
    CAST(substr(CAST(stored_document.text AS BLOB), stored_relation.trigger_start + 1,
        stored_relation.trigger_end - stored_relation.trigger_start) AS TEXT) AS "trigger",
    CAST(substr(CAST(stored_document.text AS BLOB), stored_sentence.start_byte + 1,
        stored_sentence.end_byte - stored_sentence.start_byte) AS TEXT) AS text,
    stored_article.copy_of, stored_relation.sentence AS sentence_number
FROM stored_relation
JOIN stored_sentence ON stored_sentence.number = stored_relation.sentence
JOIN stored_article ON stored_article.number = stored_sentence.article
JOIN stored_document ON stored_document.number = stored_article.document
JOIN stored_actor AS actor ON actor.number = stored_relation.actor
JOIN code AS category ON category.number = stored_relation.category
JOIN code AS quad ON quad.number = stored_relation.quad
JOIN code AS status ON status.number = stored_relation.status
LEFT JOIN code AS mode ON mode.number = stored_relation.mode
LEFT JOIN stored_actor AS recipient ON recipient.number = stored_relation.recipient
LEFT JOIN stored_actor AS speaker ON speaker.number = stored_relation.speaker;

-- Words wait in memory until there are so many bytes of them; the default of 1 MB makes many small lists, which then have to be merged.
INSERT INTO sentence_text (sentence_text, rank) VALUES ('hashsize', 16777216);
