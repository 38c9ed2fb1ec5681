-- Sessions that can be cut at a media server, and whose Usher is gone, are those of the Usher that asks.
-- ARGV: where to go on, 0 at first; the Usher that asks; 1 if it asks for its own too; the others that are there
-- Answer: where to go on, 0 at the end; of each that it has from now on its key, names and values of its fields

local there = { [ARGV[2]] = ARGV[3] == '0' }
for i = 4, #ARGV do
  there[ARGV[i]] = true
end

local some = redis.call('ZSCAN', sorted(CONNECTED), ARGV[1], 'COUNT', 100)
local answer = { some[1] }
for i = 1, #some[2], 2 do
  local hex = some[2][i]
  local usher = fields(hex, 'usher')[1]
  if not usher then
    drop(CONNECTED, hex) -- it is over
  elseif not there[usher] then
    redis.call('HSET', SESSION .. hex, 'usher', ARGV[2])
    table.insert(answer, session(hex))
  end
end
return answer
