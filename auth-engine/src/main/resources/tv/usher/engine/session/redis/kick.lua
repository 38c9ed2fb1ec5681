-- All sessions of a user are over, some at once.
-- ARGV: whom, the user's key, milliseconds for which they stay out, when, who ordered it and why, the Usher that says so, empty at first or where to
-- go on
-- Answer: where to go on, -1 at the end; in a cluster, of each that was ended its key, names and values of its fields

local AT_ONCE = 500

local at, next = tonumber(ARGV[4]), tonumber(ARGV[7]) or 0
if ARGV[7] == '' then -- before the ends, so that all still know whom to keep out
  local ban = lifted_after(ARGV[1], ARGV[5]) and '0' or ARGV[3]
  tell('kicked', ARGV[1], at, 'ban', ban, 'order', ARGV[5], 'by', ARGV[6])
end
local answer = { -1 }
local some = redis.call('ZRANGE', sorted(ARGV[2]), next, next + AT_ONCE - 1)
for _, hex in ipairs(some) do
  local ended = finish(hex, ARGV[2], fields(hex, 'follow')[1] or '', at, false, ARGV[6])
  if not ended then
    next = next + 1 -- it goes on, and keeps its place of the set
  elseif CLUSTERED then
    table.insert(answer, ended)
  end
end
if #some == AT_ONCE then
  answer[1] = next
end
return answer
