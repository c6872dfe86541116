-- The units of 64 successive replications of a series stand in one row: a row of its own for each cost more than playing a short unit.
-- block: replication / 64, so that a unit has one place and can come once. present: bit i for replication 64 * block + i (bit 63 is the sign).
-- units: those present, in order, all of one length: rounds (4 bytes), trajectory hash (32), outcomes (8 each); numbers little-endian.
CREATE TABLE unit_block (
    series  INTEGER NOT NULL REFERENCES series (id),
    block   INTEGER NOT NULL CHECK (block >= 0),
    present INTEGER NOT NULL CHECK (present <> 0),
    units   BLOB    NOT NULL CHECK (length(units) >= 36),
    PRIMARY KEY (series, block)
) STRICT;

-- By hexadecimal text, since SQLite joins text only. Powers of two that are each there once add up like bits.
INSERT INTO unit_block (series, block, present, units)
SELECT series, replication / 64, SUM(1 << (replication % 64)),
       unhex(group_concat(printf('%02x%02x%02x%02x', rounds & 255, rounds >> 8 & 255, rounds >> 16 & 255, rounds >> 24 & 255)
                          || hex(trajectory_hash) || hex(outcome_values), '' ORDER BY replication))
FROM unit
GROUP BY series, replication / 64
ORDER BY series, replication / 64;

DROP TABLE unit;

-- Counts units and finds missing ones without touching what they hold.
CREATE INDEX unit_present ON unit_block (series, block, present);
