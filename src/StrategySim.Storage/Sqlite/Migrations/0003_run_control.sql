-- Runs that are paused, stepped and intervened in. The check on the status cannot be altered, so the table is written anew
-- under another name, which it then takes over. No other table refers to it so far: dropping the old one breaks no reference.
CREATE TABLE run_next (
    position          INTEGER PRIMARY KEY AUTOINCREMENT,
    id                TEXT    NOT NULL UNIQUE,
    status            TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'completed', 'cancelled', 'failed')),
    execution         TEXT    NOT NULL,
    scenario_id       TEXT    NOT NULL,
    scenario_title    TEXT    NOT NULL,
    scenario_hash     TEXT    NOT NULL,
    scenario_json     TEXT    NOT NULL,
    point_id          TEXT    NOT NULL,
    model_version     INTEGER NOT NULL,
    seed              TEXT    NOT NULL,
    replications      INTEGER NOT NULL CHECK (replications >= 1),
    rounds_per_second REAL,
    unit_replication  INTEGER NOT NULL DEFAULT 0 CHECK (unit_replication >= 0),
    unit_round        INTEGER NOT NULL DEFAULT 0 CHECK (unit_round >= 0),
    steps_left        INTEGER CHECK (steps_left >= 0),
    pause_requested   INTEGER NOT NULL DEFAULT 0 CHECK (pause_requested IN (0, 1)),
    created_at        TEXT    NOT NULL,
    started_at        TEXT,
    finished_at       TEXT,
    error             TEXT,
    results_hash      TEXT,
    environment       TEXT,
    idempotency_key   TEXT UNIQUE,
    body_hash         TEXT,
    lease_owner       TEXT,
    lease_until       TEXT
) STRICT;

INSERT INTO run_next (position, id, status, execution, scenario_id, scenario_title, scenario_hash, scenario_json, point_id, model_version,
                      seed, replications, created_at, started_at, finished_at, error, results_hash, environment, idempotency_key, body_hash,
                      lease_owner, lease_until)
SELECT position, id, status, execution, scenario_id, scenario_title, scenario_hash, scenario_json, point_id, model_version,
       seed, replications, created_at, started_at, finished_at, error, results_hash, environment, idempotency_key, body_hash,
       lease_owner, lease_until
FROM run;

-- The last position that was ever given, were its run gone too.
DELETE FROM sqlite_sequence WHERE name = 'run_next';
INSERT INTO sqlite_sequence (name, seq) SELECT 'run_next', seq FROM sqlite_sequence WHERE name = 'run';

DROP TABLE run;
ALTER TABLE run_next RENAME TO run;

-- Serves every search among runs without a final status; one that leaves out the paused ones says so beside these words.
CREATE INDEX run_unfinished ON run (position) WHERE status IN ('queued', 'running', 'paused');

-- entry: the order in which they were made, from 0 in each run.
CREATE TABLE intervention (
    run         INTEGER NOT NULL REFERENCES run (position),
    entry       INTEGER NOT NULL CHECK (entry >= 0),
    replication INTEGER NOT NULL CHECK (replication >= 0),
    round       INTEGER NOT NULL CHECK (round >= 1),
    address     TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    at          TEXT    NOT NULL,
    PRIMARY KEY (run, entry)
) STRICT, WITHOUT ROWID;
