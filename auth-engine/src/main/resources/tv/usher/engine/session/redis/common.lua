-- What the scripts share. Moments are milliseconds since 1970 by this server's clock.
-- KEYS: none, or in a cluster the shard, 'usher:{TAG}', which all names here begin with instead of 'usher'. A session is then in the shards of its
-- key, of its follow key, of its user and of the owners of its limits, and each of them knows its own part alone: its field 'places' has the sets of
-- that shard, the user's among them.
--
-- usher:session:KEY   hash, a session; with the field 'ended' first it is over, and a late word of it counts no more; 'left' says that it
--                     had to go for a newer one
-- usher:follow:KEY    sorted set, keys of the sessions that requests without a token belong to, by their beginnings
-- usher:user:NAME     sorted set, keys of the user's sessions, by the moment until which each of them takes a place
-- usher:limit:NAME    sorted set, the same of one owner's sessions that a limit of the configuration counts; a session's field 'places' has
--                     the names of all of them
-- usher:denial:KEY    string, why a viewing was denied
-- usher:connected     sorted set, keys of sessions that can be cut at a media server, by the moment until which each is there; another Usher takes
--                     them over when theirs, which their field 'usher' names, is gone
-- usher:left:KEY      string, until when a player that was cut for a newer session counts as coming back
-- usher:bans          sorted set, by their ends
-- usher:ban-orders    hash, who ordered each of them, when and why
-- usher:lifted:NAME   string, when a ban was lifted, until its end and for an hour: an Usher that was away may still tell it, or a kick of before
-- usher:code:NAME     string, the end of the latest one-time code of a user that was taken, for an hour longer than it is good
-- usher:events        stream, what all Ushers have to hear
-- usher:nodes         sorted set, the Ushers that are there, by the moment until which each counts as such

local CLUSTERED = KEYS[1] ~= nil
local BASE = KEYS[1] or 'usher'
local SESSION, FOLLOW, DENIAL, BANS, EVENTS = BASE .. ':session:', BASE .. ':follow:', BASE .. ':denial:', BASE .. ':bans', BASE .. ':events'
local ORDERS, CONNECTED = BASE .. ':ban-orders', BASE .. ':connected'
local LEFT, LIFTED, CODE = BASE .. ':left:', BASE .. ':lifted:', BASE .. ':code:'
local KEEP_EVENTS, KEEP_ENDED, KEEP_LIFTED, MOST_FOLLOWED = 100000, 60000, 3600000, 100
local NEWS = 15000 -- milliseconds until Redis has heard that a session that a limit counts was seen; others are told of after a quarter of idle-timeout
local LATE = 5000

local started
local function now()
  if not started then
    local time = redis.call('TIME')
    started = time[1] * 1000 + math.floor(time[2] / 1000)
  end
  return started
end

local function digits(number)
  return string.format('%.0f', number)
end

-- True if both may be one beginning, told twice.
local function is_same_moment(one, other)
  return math.abs((tonumber(one or '') or 0) - tonumber(other)) <= 2000
end

-- Fields of a session, false for each that isn't there; none if the key holds something else.
local function fields(hex, ...)
  local found = redis.pcall('HMGET', SESSION .. hex, ...)
  return found.err and {} or found
end

-- Its key, names and values of its fields; nil if it isn't there or is over.
local function session(hex)
  local found = redis.pcall('HGETALL', SESSION .. hex)
  if found.err then
    found = { 'wrong', 'type' }
  end
  return #found > 0 and found[1] ~= 'ended' and { hex, unpack(found) } or nil
end

-- A sorted set, whatever stood there before.
local function sorted(name)
  local found = redis.call('TYPE', name).ok
  if found ~= 'zset' and found ~= 'none' then
    redis.call('DEL', name)
  end
  return name
end

-- Into a sorted set, whatever stood there before.
local function add(name, moment, hex)
  if type(redis.pcall('ZADD', name, moment, hex)) == 'table' then
    redis.call('DEL', name)
    redis.call('ZADD', name, moment, hex)
  end
end

-- Out of a sorted set, if that stands there.
local function drop(name, hex)
  redis.pcall('ZREM', name, hex)
end

-- Never earlier than before.
local function expire(name, moment)
  local left = redis.call('PTTL', name)
  if left < 0 or now() + left < tonumber(moment) then
    redis.call('PEXPIREAT', name, moment)
  end
end

local function tell(what, whom, at, ...)
  redis.call('XADD', EVENTS, 'MAXLEN', '~', KEEP_EVENTS, '*', 'what', what, 'whom', whom, 'at', digits(at), ...)
end

-- The moment when a ban was lifted if that was after that order of it, else false. An order of an unknown moment is taken for a new one.
local function lifted_after(whom, order)
  local since = tonumber(string.match(order, '^1\t%x*\t(%d+)\t') or '0')
  local lifted = since > 0 and tonumber(redis.pcall('GET', LIFTED .. whom) or '')
  return lifted and since <= lifted and lifted
end

-- The set of a user's sessions, empty if there is no user, or if 'places' has it.
local function user_set(backend, user)
  return not CLUSTERED and user and user ~= '' and BASE .. ':user:' .. backend .. ':' .. user or ''
end

-- The sets that a session's field 'places' has; in a cluster those of this shard, whatever stands there.
local function sets_of(places)
  return string.gmatch(places or '', CLUSTERED and BASE .. ':[^\n]+' or '[^\n]+')
end

-- A place of that set until then.
local function take(name, hex, place)
  add(name, place, hex)
  expire(name, place)
end

local function give_back(hex, places)
  for name in sets_of(places) do
    drop(name, hex)
  end
end

-- Whose it was before takes no place by it any more.
-- user: the set of whose it is now
local function leave_user(hex, backend, former, user)
  local set = user_set(backend, former)
  if set ~= '' and set ~= user then
    drop(set, hex)
  end
end

-- The session is there and takes its places until then. Of those with one follow key the newest is followed.
local function hold(hex, user, follow, places, began, place, expires)
  redis.call('PEXPIREAT', SESSION .. hex, expires)
  if follow ~= '' then
    local all = FOLLOW .. follow
    add(all, began, hex)
    redis.call('ZREMRANGEBYRANK', all, 0, -1 - MOST_FOLLOWED)
    expire(all, expires)
  end
  if user ~= '' then
    take(user, hex, place)
  end
  for name in sets_of(places) do
    take(name, hex, place)
  end
end

-- A request without a token is any session's of its follow key, also of those that another Usher let in. True if there was news.
local function prolong(hex, seen)
  local found = fields(hex, 'began', 'seen', 'idle-timeout', 'valid-until', 'backend', 'user', 'places')
  local idle, valid = tonumber(found[3] or ''), tonumber(found[4] or '')
  if not (found[1] and idle and valid and tonumber(found[2] or '') + NEWS < tonumber(seen)) then
    return false
  end
  local place = digits(math.min(tonumber(seen) + idle + NEWS, valid))
  redis.call('HSET', SESSION .. hex, 'seen', seen)
  expire(SESSION .. hex, place)
  local user = user_set(found[5], found[6])
  if user ~= '' then
    take(user, hex, place)
  end
  for name in sets_of(found[7]) do
    take(name, hex, place)
  end
  return true
end

-- The session is over for all Ushers, unless it began later.
-- newer: true if it had to go for a newer one
-- by: the Usher that has ended it already, if one has
-- Answer: nothing if it goes on; its key, and in a cluster names and values of its fields, by which its other shards are found
local function finish(hex, user, follow, at, newer, by)
  local known = fields(hex, 'began', 'places')
  local began = tonumber(known[1] or '')
  if began and began > at then
    return nil
  end
  local over = CLUSTERED and session(hex) or { hex }
  give_back(hex, known[2])
  redis.call('DEL', SESSION .. hex)
  redis.call('HSET', SESSION .. hex, 'ended', digits(at))
  if newer then
    redis.call('HSET', SESSION .. hex, 'left', digits(at))
  end
  redis.call('PEXPIRE', SESSION .. hex, KEEP_ENDED)
  drop(CONNECTED, hex)
  if follow ~= '' then
    drop(FOLLOW .. follow, hex)
  end
  if user ~= '' then
    drop(user, hex)
  end
  tell('ended', hex, at, 'newer', newer and '1' or '0', 'by', by or '')
  return over
end
