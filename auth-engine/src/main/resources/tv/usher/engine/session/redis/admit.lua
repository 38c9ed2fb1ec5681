-- A place of each limit that counts the newcomer, among all sessions, by the same rules as within one Usher: all of them or none. They are held for
-- a moment; 'put' makes them last.
-- ARGV: key, user (empty if it has none), end the oldest (1 or 0), milliseconds until a session is quiet (0: never), moment after which nobody
-- waits for the answer, milliseconds to hold the places, 1 if it is only asked what would be, keys of sessions that leave for it
-- elsewhere, number of limits, of each limit its sorted set, places, whether a household takes one
-- (1 or 0) and whether it is of strangers (1 or 0), names and values of the newcomer's fields
-- Answer: 1, then of each session that had to go its key, and in a cluster names and values of its fields; 0 if a limit is in the way, then its number from 1, how many sessions hold its places, and of
-- some of them address and channel; -1 if nobody waits any more; 2 if the newcomer is over already

local LOOKED = 400 -- sessions of one limit that are looked at, so that one call doesn't take long; the ones that were seen longest ago
local SHARING = 200 -- sessions that may share the places of a limit where a household takes one
local TOLD = 3

local hex, user, endOldest, grace, deadline, hold_for, rehearsed, elsewhere, many =
  ARGV[1], ARGV[2], ARGV[3] == '1', tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7] == '1', ARGV[8], tonumber(ARGV[9])
local first = 10 + 4 * many
local newcomer = {}
for i = first, #ARGV, 2 do
  newcomer[ARGV[i]] = ARGV[i + 1]
end

local time = now()
if time > deadline then
  return { -1 }
end

-- An end may come before the beginning that it is of.
local before = fields(hex, 'ended', 'left', 'places', 'began', 'user', 'backend')
if (tonumber(before[1] or '') or 0) > tonumber(newcomer.began) then
  return { 2 }
end
-- Who had to go a moment ago and comes back is played beside the one that it had to go for.
-- So is a player that was cut by its media server, which names the new connection otherwise.
local again = newcomer.again or ''
local returns = grace > 0
  and (time - (tonumber(before[2] or '') or 0) < grace or again ~= '' and redis.call('EXISTS', LEFT .. again) == 1)

local leaving, ended = {}, {}
for other in string.gmatch(elsewhere, '%x+') do
  leaving[other] = true
end

local function tokens(first, others)
  return (first or '0') .. (others and ',' .. others or '')
end

local own_tokens = tokens(newcomer.token, newcomer['other-tokens'])

local function session(other)
  local found = fields(other, 'client', 'agent', 'channel', 'began', 'seen', 'follow', 'own', 'once', 'idle-timeout', 'limited', 'again',
    'places', 'household', 'user', 'backend', 'token', 'other-tokens')
  local idle = tonumber(found[9] or '') or 0
  local often = found[10] == 'true' or (found[12] or '') ~= ''
  return {
    hex = other,
    client = found[1] or '',
    sameDevice = found[1] == newcomer.client and found[2] == newcomer.agent,
    channel = found[3] or '',
    began = tonumber(found[4] or '') or 0,
    own = tonumber(found[7] or found[5] or '') or time,
    follow = found[6] or '',
    once = found[8] == 'true',
    idle = idle,
    news = often and NEWS or math.max(NEWS, idle / 4 + LATE),
    again = found[11] or '',
    household = found[13] or '',
    user = found[14] or '',
    backend = found[15] or '',
    tokens = tokens(found[16], found[17]),
    limited = found[10] ~= 'false'
  }
end

-- It would be idle if it didn't share its requests with others.
local function lives_by_others(one)
  return one.follow ~= '' and one.idle > 0 and time - one.own >= one.idle + one.news
end

local function is_same_user(one)
  return one.user == newcomer.user and one.backend == newcomer.backend
end

local function is_anothers(one)
  return one.user ~= '' and newcomer.user ~= '' and not is_same_user(one)
end

local function is_own(one)
  return newcomer.user ~= '' and is_same_user(one) or own_tokens ~= '0' and own_tokens == one.tokens
end

-- The same device left it behind for another channel, or it is quiet. A caller that asks once plays it on until it is quiet.
local function is_left_behind(one)
  local zapped = not returns and not one.once and one.channel ~= newcomer.channel
  return grace > 0 and one.sameDevice and not is_anothers(one) and (zapped or time - one.own >= grace + one.news)
end

local function all(place, holds)
  for _, one in ipairs(place) do
    if not holds(one) then
      return false
    end
  end
  return true
end

-- Of a place's sessions the latest moment, or the earliest.
local function moment(place, name, choose)
  local found = place[1][name]
  for _, one in ipairs(place) do
    found = choose(found, one[name])
  end
  return found
end

-- The places that are taken beside the newcomer's own, by their beginnings; and how many sessions take none: a user's set has also those that the
-- limit of the grant doesn't count.
local function look(name, household)
  local places, byAddress, free = {}, {}, 0
  local ofGrant = string.find(name, BASE .. ':user:', 1, true) == 1
  for _, other in ipairs(redis.call('ZRANGE', name, 0, LOOKED - 1)) do
    if other ~= hex and not leaving[other] then
      local one = session(other)
      local address = household and one.household or ''
      if ofGrant and not one.limited then
        free = free + 1
      elseif address == '' then
        table.insert(places, { one })
      elseif byAddress[address] then
        table.insert(byAddress[address], one)
      elseif address ~= newcomer.household then
        byAddress[address] = { one }
        table.insert(places, byAddress[address])
      end
    end
  end
  table.sort(places, function(one, other) return moment(one, 'began', math.min) < moment(other, 'began', math.min) end)
  return places, free
end

-- The sessions beside the newcomer's own and those that leave already.
local function others(name)
  local count = redis.call('ZCARD', name) - (redis.call('ZSCORE', name, hex) and 1 or 0)
  for other in pairs(leaving) do
    count = count - (redis.call('ZSCORE', name, other) and 1 or 0)
  end
  return count
end

-- The place that was used last longest ago, of those for which it holds.
local function earliest(places, holds)
  local found, last
  for i, place in ipairs(places) do
    local own = moment(place, 'own', math.max)
    if all(place, holds) and (not found or own < last) then
      found, last = i, own
    end
  end
  return found
end

local function oldest(places, strangers)
  for i, place in ipairs(places) do
    if all(place, function(one) return strangers and is_own(one) or not strangers and not is_anothers(one) end) then
      return i
    end
  end
end

local function leaves(places, strangers)
  return earliest(places, lives_by_others)
    or earliest(places, function(one) return lives_by_others(one) or is_left_behind(one) end)
    or endOldest and not returns and oldest(places, strangers)
    or nil
end

local function in_the_way(number, count, places, strangers)
  local answer = { 0, number, strangers and 0 or count }
  for _, place in ipairs(strangers and {} or places) do
    for _, one in ipairs(place) do
      if #answer < 3 + 2 * TOLD then
        table.insert(answer, one.client)
        table.insert(answer, one.channel)
      end
    end
  end
  return answer
end

-- Nil if there is a place of this limit.
local function refusal(number)
  local at = 6 + 4 * number
  local name, most, household, strangers = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2] == '1', ARGV[at + 3] == '1'
  redis.call('ZREMRANGEBYSCORE', sorted(name), '-inf', digits(time))
  local count = others(name)
  if count < most then
    return nil
  end
  local places, free = look(name, household)
  count = count - free
  if household and count >= SHARING then
    return in_the_way(number, count, places, strangers)
  end
  local taken = household and #places or count
  while taken >= most do
    local i = leaves(places, strangers)
    if not i then
      return in_the_way(number, count, places, strangers)
    end
    for _, one in ipairs(table.remove(places, i)) do
      leaving[one.hex] = true
      table.insert(ended, one)
      count = count - 1
    end
    taken = taken - 1
  end
end

for number = 1, many do
  local answer = refusal(number)
  if answer then
    return answer
  end
end

local answer = { 1 }
if rehearsed then
  for _, one in ipairs(ended) do
    table.insert(answer, { one.hex })
  end
  return answer
end
for _, one in ipairs(ended) do
  for number = 1, many do
    redis.call('ZREM', ARGV[6 + 4 * number], one.hex)
  end
  table.insert(answer, finish(one.hex, user_set(one.backend, one.user), one.follow, math.max(time, one.began), true))
  if grace > 0 and one.again ~= '' and not one.sameDevice then
    redis.call('SET', LEFT .. one.again, digits(time), 'PX', grace)
  end
end

-- In a cluster its other limits may have been asked already, or will be; each takes its own places.
local places = newcomer.places
if CLUSTERED then
  local asked = {}
  for number = 1, many do
    table.insert(asked, ARGV[6 + 4 * number])
  end
  places = table.concat(asked, '\n')
end
if not (CLUSTERED and is_same_moment(before[4], newcomer.began)) then
  give_back(hex, before[3])
end
leave_user(hex, before[6], before[5], user)
redis.call('DEL', SESSION .. hex)
redis.call('HSET', SESSION .. hex, unpack(ARGV, first))
local held = digits(time + hold_for)
hold(hex, user, CLUSTERED and '' or newcomer.follow, places, newcomer.began, held, held)
return answer
