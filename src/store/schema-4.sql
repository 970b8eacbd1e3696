-- Format 4 of a store: where each file stands, so that it is known again from whatever folder it is named, and another file of its name is not
-- taken for it.

-- `path` is the one path of the file from the root, without links. A stream has none, nor has a file that was put in by an earlier format under
-- a path from some folder, until it is indexed again.
CREATE TABLE stored_file (
    file TEXT PRIMARY KEY,
    path TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX file_by_path ON stored_file (path);
INSERT INTO stored_file SELECT DISTINCT file, file FROM stored_document WHERE file LIKE '/%';

DROP VIEW document;
CREATE VIEW document AS
SELECT number, name AS document, file, published, url, text, path
FROM stored_document LEFT JOIN stored_file USING (file);
