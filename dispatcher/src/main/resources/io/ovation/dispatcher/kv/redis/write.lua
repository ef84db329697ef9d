-- Writes fields, except those of which a higher version is known. Keys: the hash; the sorted set of marked keys.
-- Arguments: the table's key; then for each field its name, its version (16 hexadecimal digits, so that their order as
-- text is that of the numbers), its life in ms, its mark (+ or -), and its text.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local longest = 0
local marked = 0
for i = 2, #ARGV, 5 do
  local known = redis.call('HGET', KEYS[1], ARGV[i])
  local version = known and string.match(known, '^(%x+) ')
  if not (version and version > ARGV[i + 1]) then
    local life = tonumber(ARGV[i + 2])
    local expiry = string.format('%.0f', now + life)
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1] .. ' ' .. expiry .. ' ' .. ARGV[i + 3] .. ' ' .. ARGV[i + 4])
    longest = math.max(longest, life)
    if ARGV[i + 3] == '+' then
      marked = math.max(marked, life)
    end
  end
end
if longest > 0 and redis.call('PTTL', KEYS[1]) < longest then
  redis.call('PEXPIRE', KEYS[1], longest)
end
if marked > 0 then
  redis.call('ZADD', KEYS[2], now + marked, ARGV[1])
  if redis.call('PTTL', KEYS[2]) < marked then
    redis.call('PEXPIRE', KEYS[2], marked)
  end
end
return 1
