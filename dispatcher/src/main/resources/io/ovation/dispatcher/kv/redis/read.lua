-- Answers fields with what is left of their life in ms and their records in turn, and drops those that have expired.
-- Key: the hash. Only the server's clock is asked. What is no record is answered too, for the caller to count.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local records = redis.call('HGETALL', KEYS[1])
local live = {}
for i = 1, #records, 2 do
  local expiry = tonumber(string.match(records[i + 1], '^%x+ (%d+) ') or '')
  if expiry and expiry <= now then
    redis.call('HDEL', KEYS[1], records[i])
  else
    live[#live + 1] = records[i]
    live[#live + 1] = string.format('%.0f', (expiry or now) - now)
    live[#live + 1] = records[i + 1]
  end
end
return live
