-- Sessions were seen, and go on.
-- ARGV: of each its key, user (empty if it has none), follow key (likewise), began, end of its place, end of the session, last seen, last seen
-- by a request of its own, end of answers from memory, end of its grant
-- Answer: the numbers, from 1, of those that aren't here, or not as they are now: what was told of them didn't arrive; and in a cluster of each that
-- went on with them when it was seen, its key, names and values of its fields, by which its other shards are found

local SAME = 2000 -- milliseconds by which Ushers may tell one beginning differently

local answer, followed = {}, {}
for i = 1, #ARGV, 10 do
  local hex, user, follow, began, place, expires, seen, own, valid, ends = unpack(ARGV, i, i + 9)
  local known = fields(hex, 'began', 'seen', 'places', 'valid-until', 'idle-timeout', 'grant-ends')
  local knownBegan, knownValid = tonumber(known[1] or '') or 0, tonumber(known[4] or '') or 0
  local granted = (tonumber(known[6] or '') or 0) - ends -- later here than told, or earlier
  if knownBegan > tonumber(began) + SAME then
    -- another Usher has let the viewer in again since
  elseif knownBegan < began - SAME or granted < -SAME or granted <= SAME and knownValid < valid - SAME then
    table.insert(answer, (i + 9) / 10)
  elseif tonumber(seen) > (tonumber(known[2] or '') or 0) then
    if knownValid > valid + SAME then -- another Usher has renewed it since
      place = digits(math.min(seen + (tonumber(known[5] or '') or 0) + NEWS, knownValid))
      expires = digits(math.max(expires, place))
    end
    redis.call('HSET', SESSION .. hex, 'seen', seen, 'own', own)
    hold(hex, user, follow, known[3], began, place, expires)
  end
  if follow ~= '' and not followed[follow] then
    followed[follow] = true
    local all = FOLLOW .. follow
    local many = redis.pcall('ZCARD', all)
    if type(many) == 'number' and many > 1 then
      for _, other in ipairs(redis.call('ZRANGE', all, 0, -1)) do
        if prolong(other, seen) and CLUSTERED then
          table.insert(answer, { seen, unpack(session(other) or {}) })
        end
      end
    end
  end
end
return answer
