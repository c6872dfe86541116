-- Sweeps that are played. The units of their points stand in "unit", as those of runs do, and are shared with them.
-- points_total: as planned, until every point was read. The numbers of what is done are those of the rows of study_point, changed with them in
-- one transaction: asking how far a study has come must not cost more the longer it is.
-- units_extra: units that points are to have beyond "replications" each.
CREATE TABLE study (
    position         INTEGER PRIMARY KEY AUTOINCREMENT,
    id               TEXT    NOT NULL UNIQUE,
    status           TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'completed', 'cancelled', 'failed')),
    sweep_id         TEXT    NOT NULL,
    sweep_title      TEXT    NOT NULL,
    document_json    TEXT    NOT NULL,
    document_hash    TEXT    NOT NULL,
    model_version    INTEGER NOT NULL,
    seed             TEXT    NOT NULL,
    replications     INTEGER NOT NULL CHECK (replications >= 1),
    max_replications INTEGER NOT NULL CHECK (max_replications >= replications),
    design_points    INTEGER NOT NULL CHECK (design_points >= 1),
    edition          INTEGER NOT NULL DEFAULT 0 CHECK (edition >= 0),
    pause_requested  INTEGER NOT NULL DEFAULT 0 CHECK (pause_requested IN (0, 1)),
    points_total     INTEGER NOT NULL,
    points_done      INTEGER NOT NULL DEFAULT 0,
    units_done       INTEGER NOT NULL DEFAULT 0,
    units_failed     INTEGER NOT NULL DEFAULT 0,
    units_extra      INTEGER NOT NULL DEFAULT 0,
    created_at       TEXT    NOT NULL,
    started_at       TEXT,
    finished_at      TEXT,
    error            TEXT,
    results_hash     TEXT,
    environment      TEXT,
    idempotency_key  TEXT UNIQUE,
    body_hash        TEXT,
    lease_owner      TEXT,
    lease_until      TEXT
) STRICT;

CREATE INDEX study_unfinished ON study (position) WHERE status IN ('queued', 'running', 'paused');

-- point: the place in the design. Points that a constraint drops have no row. series is null where the scenario of the point is not valid, for
-- the reason given; same_as is the earlier point with the same scenario, which has the units.
CREATE TABLE study_point (
    study   INTEGER NOT NULL REFERENCES study (position),
    point   INTEGER NOT NULL CHECK (point >= 0),
    series  INTEGER REFERENCES series (id),
    same_as INTEGER,
    target  INTEGER NOT NULL CHECK (target >= 0),
    done    INTEGER NOT NULL CHECK (done >= 0),
    failed  INTEGER NOT NULL CHECK (failed >= 0),
    settled INTEGER NOT NULL CHECK (settled IN (0, 1)),
    reason  TEXT,
    PRIMARY KEY (study, point)
) STRICT, WITHOUT ROWID;

CREATE INDEX study_point_invalid ON study_point (study, point) WHERE reason IS NOT NULL;

-- A failure belongs to the study in which it came about: another one tries again.
CREATE TABLE unit_failure (
    study       INTEGER NOT NULL REFERENCES study (position),
    point       INTEGER NOT NULL,
    replication INTEGER NOT NULL CHECK (replication >= 0),
    reason      TEXT    NOT NULL,
    PRIMARY KEY (study, point, replication)
) STRICT, WITHOUT ROWID;
