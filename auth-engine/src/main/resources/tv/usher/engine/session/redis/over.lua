-- A session is over, as another shard of it has told.
-- ARGV: key, follow key (empty if it has none here), when, 1 if it had to go for a newer one, what its player is known by when it comes back after
-- that (empty if nothing), milliseconds for which that counts

finish(ARGV[1], '', ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1', true)
if ARGV[5] ~= '' then
  redis.call('SET', LEFT .. ARGV[5], digits(now()), 'PX', ARGV[6])
end
