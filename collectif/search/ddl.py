"""The words of the index: an FTS5 table on SQLite, a ``tsvector`` under a GIN index on PostgreSQL.

Neither engine reads the words itself: :mod:`.french` gives them both the same terms, and they only look them up. The
tokenizer of FTS5 splits at spaces, which is all that stands between terms.
"""

UP = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_words USING fts5(title, text, tokenize = \"ascii tokenchars '='\", "
        "prefix = '2 3 4')",
        "CREATE TRIGGER search_words_follow AFTER DELETE ON search_entries "
        "BEGIN DELETE FROM search_words WHERE rowid = OLD.id; END",
    ),
    "postgresql": (
        "CREATE TABLE search_words (entry_id INTEGER PRIMARY KEY REFERENCES search_entries (id) ON DELETE CASCADE, "
        "words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_search_words_words ON search_words USING GIN (words)",
    ),
}
DOWN = {
    "sqlite": ("DROP TRIGGER search_words_follow", "DROP TABLE search_words"),
    "postgresql": ("DROP TABLE search_words",),
}
