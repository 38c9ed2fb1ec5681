-- A user's sessions.
-- ARGV: the user's key, how many are looked at
-- Answer: of each its key, names and values of its fields

local all = {}
for _, hex in ipairs(redis.call('ZRANGE', sorted(ARGV[1]), 0, ARGV[2] - 1)) do
  table.insert(all, session(hex))
end
return all
