-- Format 1 of a store. docs/store.md tells what it means; the views at the end are what other programs should read.

-- Which program with which gazetteers found the mentions, and of how many documents.
CREATE TABLE maker (
    number    INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,
    documents INTEGER NOT NULL
) STRICT;

-- Names of parts, kinds, forms and rules, so that each row need not repeat them.
CREATE TABLE code (
    number INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE
) STRICT;

-- A document is known by its name and the file that it came from; one that a file holds several times, also by which time it is.
-- The order of documents is that of their files' names, and of records within a file.
CREATE TABLE stored_document (
    number         INTEGER PRIMARY KEY,
    name           TEXT NOT NULL,
    file           TEXT NOT NULL,
    occurrence     INTEGER NOT NULL,
    record         INTEGER NOT NULL,
    maker          INTEGER NOT NULL,
    published      TEXT,
    url            TEXT,
    headline_start INTEGER,
    headline_end   INTEGER,
    digest         BLOB NOT NULL,
    text           TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX document_by_name ON stored_document (name, file, occurrence);
CREATE INDEX document_in_order ON stored_document (file, record, name, occurrence);

-- The sentences and mentions of an article have consecutive numbers, from the first one on. `copy_of` is the article that counts in its
-- place, as far as is known while `settled` is 0.
CREATE TABLE stored_article (
    number         INTEGER PRIMARY KEY,
    document       INTEGER NOT NULL,
    article        INTEGER NOT NULL,
    published      TEXT,
    content        BLOB NOT NULL,
    copy_of        INTEGER,
    first_sentence INTEGER NOT NULL,
    sentences      INTEGER NOT NULL,
    first_mention  INTEGER NOT NULL,
    mentions       INTEGER NOT NULL,
    sketch         BLOB,
    layout         TEXT NOT NULL,
    language       TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX article_of_document ON stored_article (document, article);
CREATE INDEX article_by_content ON stored_article (content);

CREATE TABLE stored_sentence (
    number     INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    part       INTEGER NOT NULL,
    paragraph  INTEGER NOT NULL
) STRICT;

CREATE TABLE stored_actor (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    type   TEXT NOT NULL
) STRICT;

-- `actor` is the actor that is meant. Where none is, `others` are those that may be (two or more) or would have been (one).
CREATE TABLE stored_mention (
    number     INTEGER PRIMARY KEY,
    sentence   INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    form       INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    rule       INTEGER NOT NULL,
    actor      INTEGER,
    others     TEXT
) STRICT;

-- In which sentences (numbers within the article, as JSON) of which articles an actor is meant.
CREATE TABLE appearance (
    actor     INTEGER NOT NULL,
    article   INTEGER NOT NULL,
    mentions  INTEGER NOT NULL,
    sentences TEXT NOT NULL,
    PRIMARY KEY (actor, article)
) STRICT, WITHOUT ROWID;

-- Counts. All but articles_raw are of distinct articles.
CREATE TABLE stored_total (
    name  TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO stored_total VALUES ('settled', 1), ('documents', 0), ('bytes', 0), ('articles', 0), ('articles_raw', 0), ('sentences', 0), ('mentions', 0);

CREATE TABLE actor_count (
    actor        INTEGER PRIMARY KEY,
    mentions     INTEGER NOT NULL,
    sentences    INTEGER NOT NULL,
    articles     INTEGER NOT NULL,
    articles_raw INTEGER NOT NULL
) STRICT;

-- `one` is the actor with the smaller number.
CREATE TABLE pair_count (
    one          INTEGER NOT NULL,
    other        INTEGER NOT NULL,
    sentences    INTEGER NOT NULL,
    articles     INTEGER NOT NULL,
    articles_raw INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_of_other ON pair_count (other);

CREATE VIEW document AS
SELECT number, name AS document, file, published, url, text FROM stored_document;

CREATE VIEW article AS
SELECT stored_article.number, stored_document.name AS document, stored_article.article, stored_article.published,
    stored_article.layout ->> '$.dateline.place' AS dateline, stored_article.layout -> '$.dateline.agencies' AS agencies,
    stored_article.sentences, stored_article.mentions, stored_article.copy_of
FROM stored_article JOIN stored_document ON stored_document.number = stored_article.document;

CREATE VIEW sentence AS
SELECT stored_sentence.number, stored_document.name AS document, stored_article.article,
    stored_sentence.number - stored_article.first_sentence AS sentence, part.name AS part, stored_sentence.paragraph,
    stored_article.published,
    CAST(substr(CAST(stored_document.text AS BLOB), stored_sentence.start_byte + 1,
        stored_sentence.end_byte - stored_sentence.start_byte) AS TEXT) AS text
FROM stored_sentence
JOIN stored_article ON stored_article.number = stored_sentence.article
JOIN stored_document ON stored_document.number = stored_article.document
JOIN code AS part ON part.number = stored_sentence.part;

CREATE VIEW mention AS
SELECT stored_mention.number, stored_document.name AS document, stored_article.article,
    stored_mention.sentence - stored_article.first_sentence AS sentence,
    CAST(substr(CAST(stored_document.text AS BLOB), stored_mention.start_byte + 1,
        stored_mention.end_byte - stored_mention.start_byte) AS TEXT) AS text,
    stored_actor.id AS actor, stored_actor.name, stored_actor.type, kind.name AS kind, rule.name AS rule, form.name AS form,
    stored_mention.others, stored_mention.start_byte, stored_mention.end_byte, stored_mention.sentence AS sentence_number
FROM stored_mention
JOIN stored_sentence ON stored_sentence.number = stored_mention.sentence
JOIN stored_article ON stored_article.number = stored_sentence.article
JOIN stored_document ON stored_document.number = stored_article.document
JOIN code AS kind ON kind.number = stored_mention.kind
JOIN code AS rule ON rule.number = stored_mention.rule
JOIN code AS form ON form.number = stored_mention.form
LEFT JOIN stored_actor ON stored_actor.number = stored_mention.actor;

CREATE VIEW actor AS
SELECT stored_actor.number, stored_actor.id, stored_actor.name, stored_actor.type, actor_count.mentions, actor_count.sentences,
    actor_count.articles, actor_count.articles_raw
FROM stored_actor JOIN actor_count ON actor_count.actor = stored_actor.number;

CREATE VIEW pair AS
SELECT one.id AS one, one.name AS one_name, other.id AS other, other.name AS other_name, pair_count.sentences, pair_count.articles,
    pair_count.articles_raw
FROM pair_count
JOIN stored_actor AS one ON one.number = pair_count.one
JOIN stored_actor AS other ON other.number = pair_count.other;

CREATE VIRTUAL TABLE sentence_text USING fts5 (
    text, content = 'sentence', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2', columnsize = 0
);
