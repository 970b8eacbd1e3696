-- Format 4 of a store: a record whose id its file has told before is named by its number in the file, so that no two records of a file have
-- one name; until now the id was the name of all of them.
UPDATE stored_document SET name = file || ':' || record, occurrence = 0 WHERE occurrence > 0 AND record > 0;
