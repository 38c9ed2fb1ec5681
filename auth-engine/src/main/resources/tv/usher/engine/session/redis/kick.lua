-- All sessions of a user are over.
-- ARGV: whom, the user's key, milliseconds for which they stay out, when, who ordered it and why, the Usher that says so
-- Answer: in a cluster, of each that was ended its key, names and values of its fields

local at = tonumber(ARGV[4])
local ban = lifted_after(ARGV[1], ARGV[5]) and '0' or ARGV[3]
tell('kicked', ARGV[1], at, 'ban', ban, 'order', ARGV[5], 'by', ARGV[6]) -- before the ends, so that all still know whom to keep out
local ended = {}
for _, hex in ipairs(redis.call('ZRANGE', sorted(ARGV[2]), 0, -1)) do
  table.insert(ended, finish(hex, ARGV[2], fields(hex, 'follow')[1] or '', at, false, ARGV[6]))
end
return CLUSTERED and ended or {}
