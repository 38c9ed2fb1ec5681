-- The session is over.
-- ARGV: key, user (empty if it has none), follow key (likewise), when

finish(ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]))
