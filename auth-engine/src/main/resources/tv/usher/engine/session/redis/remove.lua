-- The session is over.
-- ARGV: key, user (empty if it has none), follow key (likewise), when, 1 if it had to go for a newer one, what its player is known by when it comes
-- back after that (empty if nothing), milliseconds for which that counts, the Usher that says so

finish(ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5] == '1', ARGV[8])
if ARGV[6] ~= '' then
  redis.call('SET', LEFT .. ARGV[6], digits(now()), 'PX', ARGV[7])
end
