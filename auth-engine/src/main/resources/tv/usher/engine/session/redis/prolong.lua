-- A session goes on, as another shard of it has found.
-- ARGV: key, when it was seen

prolong(ARGV[1], ARGV[2])
