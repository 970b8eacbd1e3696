-- Format 3 of a store: what is always read together stands together. A row for each mention and for each article of an actor took longer to
-- write than the texts themselves.

-- The mentions of an article as JSON, in order: sentence (number in the article), first byte, bytes, numbers of form, kind and rule, and the
-- number of the actor that is meant. Where none is, there is a list of the ids of those that may be (two or more) or would have been (one).
ALTER TABLE stored_article ADD COLUMN mention_list TEXT NOT NULL DEFAULT '[]';
UPDATE stored_article SET mention_list = (
    SELECT coalesce('[' || group_concat('[' || (sentence - first_sentence) || ',' || start_byte || ',' || (end_byte - start_byte) || ',' ||
        form || ',' || kind || ',' || rule || ',' || coalesce(actor, others) || ']', ',' ORDER BY number) || ']', '[]')
    FROM stored_mention
    WHERE stored_mention.number >= first_mention AND stored_mention.number < first_mention + stored_article.mentions
);
DROP VIEW mention;
DROP TABLE stored_mention;

CREATE VIEW mention AS
SELECT stored_article.first_mention + listed.key AS number, stored_document.name AS document, stored_article.article,
    listed.value ->> 0 AS sentence,
    CAST(substr(CAST(stored_document.text AS BLOB), (listed.value ->> 1) + 1, listed.value ->> 2) AS TEXT) AS text,
    stored_actor.id AS actor, stored_actor.name, stored_actor.type, kind.name AS kind, rule.name AS rule, form.name AS form,
    CASE WHEN stored_actor.number IS NULL THEN listed.value -> 6 END AS others, listed.value ->> 1 AS start_byte,
    (listed.value ->> 1) + (listed.value ->> 2) AS end_byte, stored_article.first_sentence + (listed.value ->> 0) AS sentence_number
FROM stored_article
JOIN stored_document ON stored_document.number = stored_article.document
JOIN json_each(stored_article.mention_list) AS listed
JOIN code AS kind ON kind.number = listed.value ->> 4
JOIN code AS rule ON rule.number = listed.value ->> 5
JOIN code AS form ON form.number = listed.value ->> 3
LEFT JOIN stored_actor ON stored_actor.number = listed.value ->> 6;

-- In which articles an actor is meant, a hundred articles a row at most, from the `first` on and before the next row of the actor: as JSON, for
-- each article its number, how many mentions, and in which sentences (numbers in the article).
CREATE TABLE stored_appearance (
    actor    INTEGER NOT NULL,
    first    INTEGER NOT NULL,
    articles TEXT NOT NULL,
    PRIMARY KEY (actor, first)
) STRICT, WITHOUT ROWID;
INSERT INTO stored_appearance
SELECT actor, min(article), '[' || group_concat('[' || article || ',' || mentions || ',' || sentences || ']', ',' ORDER BY article) || ']'
FROM (SELECT *, (row_number() OVER (PARTITION BY actor ORDER BY article) - 1) / 100 AS part FROM appearance)
GROUP BY actor, part;
DROP TABLE appearance;

CREATE VIEW appearance AS
SELECT stored_appearance.actor, listed.value ->> 0 AS article, listed.value ->> 1 AS mentions, listed.value -> 2 AS sentences
FROM stored_appearance JOIN json_each(stored_appearance.articles) AS listed;

-- Copies are told apart when all pages are there.
DROP INDEX article_by_content;

-- Words wait in memory until there are so many bytes of them, which fit where a processor looks first, and lists of words are merged when
-- there are sixteen of a size: each word is then written less often.
INSERT INTO sentence_text (sentence_text, rank) VALUES ('hashsize', 4194304), ('automerge', 16);
