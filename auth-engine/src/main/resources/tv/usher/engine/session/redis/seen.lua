-- Sessions were seen, and go on.
-- ARGV: of each its key, user (empty if it has none), follow key (likewise), began, end of its place, end of the session, last seen, last seen
-- by a request of its own
-- Answer: the numbers, from 1, of those that aren't here

-- A request without a token is any session's of its follow key, also of those that another Usher let in.
local function prolong(hex, seen)
  local found = fields(hex, 'began', 'seen', 'idle-timeout', 'valid-until', 'backend', 'user', 'places')
  local idle, valid = tonumber(found[3] or ''), tonumber(found[4] or '')
  if found[1] and idle and valid and tonumber(found[2] or '') + NEWS < tonumber(seen) then
    local place = digits(math.min(tonumber(seen) + idle + NEWS, valid))
    redis.call('HSET', SESSION .. hex, 'seen', seen)
    expire(SESSION .. hex, place)
    local user = user_set(found[5], found[6])
    if user ~= '' then
      redis.call('ZADD', sorted(user), place, hex)
      expire(user, place)
    end
    for name in sets_of(found[7]) do
      redis.call('ZADD', sorted(name), place, hex)
      expire(name, place)
    end
  end
end

local SAME = 2000 -- milliseconds by which Ushers may tell one beginning differently

local missing, prolonged = {}, {}
for i = 1, #ARGV, 8 do
  local hex, user, follow, began, place, expires, seen, own = unpack(ARGV, i, i + 7)
  local known = fields(hex, 'began', 'seen', 'places')
  if not known[1] then
    table.insert(missing, (i + 7) / 8)
  elseif (tonumber(known[1]) or 0) > tonumber(began) + SAME then
    -- another Usher has let the viewer in again since
  elseif tonumber(seen) > (tonumber(known[2] or '') or 0) then
    redis.call('HSET', SESSION .. hex, 'seen', seen, 'own', own)
    hold(hex, user, follow, known[3], began, place, expires)
  end
  if follow ~= '' and not prolonged[follow] then
    prolonged[follow] = true
    local all = sorted(FOLLOW .. follow)
    if redis.call('ZCARD', all) > 1 then
      for _, other in ipairs(redis.call('ZRANGE', all, 0, -1)) do
        prolong(other, seen)
      end
    end
  end
end
return missing
