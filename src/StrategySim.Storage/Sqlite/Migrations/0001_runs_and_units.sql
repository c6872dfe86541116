-- Scripts are never changed once released: an older file is brought forward by the scripts after its own.
-- Times are ISO 8601 UTC with seven decimals, so that text order is time order. Hashes of single units are
-- blobs, there are many of them; hashes that people look up are hexadecimal text. Seeds are decimal text:
-- an SQLite integer is signed and does not hold every 64-bit seed.

-- "SSIM": tells this program's files from those of others.
PRAGMA application_id = 0x5353494D;

CREATE TABLE scenario (
    id          TEXT NOT NULL PRIMARY KEY,
    scenario_id TEXT NOT NULL,
    title       TEXT NOT NULL,
    json        TEXT NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;

CREATE INDEX scenario_by_age ON scenario (created_at);

-- position: the order of acceptance; AUTOINCREMENT, so that it is never given twice.
CREATE TABLE run (
    position        INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT    NOT NULL UNIQUE,
    status          TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'cancelled', 'failed')),
    execution       TEXT    NOT NULL,
    scenario_id     TEXT    NOT NULL,
    scenario_title  TEXT    NOT NULL,
    scenario_hash   TEXT    NOT NULL,
    scenario_json   TEXT    NOT NULL,
    point_id        TEXT    NOT NULL,
    model_version   INTEGER NOT NULL,
    seed            TEXT    NOT NULL,
    replications    INTEGER NOT NULL CHECK (replications >= 1),
    created_at      TEXT    NOT NULL,
    started_at      TEXT,
    finished_at     TEXT,
    error           TEXT,
    results_hash    TEXT,
    idempotency_key TEXT UNIQUE,
    body_hash       TEXT,
    lease_owner     TEXT,
    lease_until     TEXT
) STRICT;

-- Everything that units have in common but for the replication, written once.
CREATE TABLE series (
    id                 INTEGER PRIMARY KEY,
    model_version      INTEGER NOT NULL,
    point_id           TEXT    NOT NULL,
    seed               TEXT    NOT NULL,
    interventions_hash TEXT    NOT NULL,
    UNIQUE (model_version, point_id, seed, interventions_hash)
) STRICT;

-- outcome_values: doubles, little-endian, in the order of the scenario's outcomes. Rows are appended as they
-- come; the unique index, a few bytes a unit, finds, counts and orders them without touching the values.
CREATE TABLE unit (
    series          INTEGER NOT NULL REFERENCES series (id),
    replication     INTEGER NOT NULL CHECK (replication >= 0),
    rounds          INTEGER NOT NULL CHECK (rounds >= 1),
    trajectory_hash BLOB    NOT NULL CHECK (length(trajectory_hash) = 32),
    outcome_values  BLOB    NOT NULL CHECK (length(outcome_values) % 8 = 0),
    UNIQUE (series, replication)
) STRICT;
