-- What is known of a viewing.
-- ARGV: the keys that it may have, the nearest first
-- Answer: 'session', its key, names and values of its fields; or 'denial' and why; or nothing

local function session(hex)
  local found = redis.pcall('HGETALL', SESSION .. hex)
  if found.err then
    found = { 'wrong', 'type' }
  end
  return #found > 0 and found[1] ~= 'ended' and { 'session', hex, unpack(found) } or nil
end

for _, hex in ipairs(ARGV) do
  local found = session(hex)
  if not found then
    local followed = redis.pcall('GET', FOLLOW .. hex)
    found = type(followed) == 'string' and session(followed)
  end
  if found then
    return found
  end
end
local denial = redis.pcall('GET', DENIAL .. ARGV[1])
return type(denial) == 'string' and { 'denial', denial } or {}
