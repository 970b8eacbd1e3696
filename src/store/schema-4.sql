-- Format 4 of a store: where each file stands, so that it is known again from whatever folder it is named, and another file of its name is not
-- taken for it.

-- `path` is the one path of the file from the root, without links. A stream has none, nor has a file that was put in by an earlier format, until
-- it is indexed again.
CREATE TABLE stored_file (
    file TEXT PRIMARY KEY,
    path TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX file_by_path ON stored_file (path);

DROP VIEW document;
CREATE VIEW document AS
SELECT number, name AS document, file, published, url, text, path
FROM stored_document LEFT JOIN stored_file USING (file);
