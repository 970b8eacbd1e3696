-- Format 4 of a store: no two documents have one name. A record is named by its file and its id, or by its number where it has no id or the
-- file has told the id before; until now the id was all of its name.
UPDATE stored_document SET
    name = CASE occurrence WHEN 0 THEN file || '#' || name ELSE file || ':' || record END,
    occurrence = 0
WHERE record > 0 AND name <> file || ':' || record;
