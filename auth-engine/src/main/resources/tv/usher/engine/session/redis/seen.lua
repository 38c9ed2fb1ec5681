-- Sessions were seen, and go on.
-- ARGV: of each its key, user (empty if it has none), follow key (likewise), began, end of its place, end of the session, last seen
-- Answer: the numbers, from 1, of those that aren't here

local missing = {}
for i = 1, #ARGV, 7 do
  local hex, user, follow, began, place, expires, seen = unpack(ARGV, i, i + 6)
  local known = fields(hex, 'began', 'seen')
  if not known[1] then
    table.insert(missing, (i + 6) / 7)
  elseif tonumber(seen) > (tonumber(known[2] or '') or 0) then
    redis.call('HSET', SESSION .. hex, 'seen', seen)
    hold(hex, user, follow, began, place, expires)
  end
end
return missing
