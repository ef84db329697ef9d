-- Writes members of a bucket. Keys: the bucket's hash; the sorted set of buckets with somebody online.
-- Arguments: the bucket; then for each member its name, its record without the expiry, and its life in ms.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local longest = 0
local online = 0
for i = 2, #ARGV, 3 do
  local life = tonumber(ARGV[i + 2])
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1] .. ' ' .. string.format('%.0f', now + life))
  longest = math.max(longest, life)
  if string.sub(ARGV[i + 1], 1, 3) == 'on ' then
    online = math.max(online, life)
  end
end
if redis.call('PTTL', KEYS[1]) < longest then
  redis.call('PEXPIRE', KEYS[1], longest)
end
if online > 0 then
  redis.call('ZADD', KEYS[2], now + online, ARGV[1])
  if redis.call('PTTL', KEYS[2]) < online then
    redis.call('PEXPIRE', KEYS[2], online)
  end
end
return 1
