-- Who played a run (program, runtime, system, engine, store), as JSON, for its manifest; unknown for runs stored before.
ALTER TABLE run ADD COLUMN environment TEXT;

-- Runs to take over are looked for every few seconds; without this the search reads every run there ever was.
CREATE INDEX run_unfinished ON run (position) WHERE status IN ('queued', 'running');
