-- A server that ends without having been asked to is started again, for the buffers that it had.

local M = {}

local uv = vim.uv or vim.loop
-- So many ends within so many milliseconds are taken for a fault that starting anew does not mend.
local MOST, WITHIN = 3, 60000
local ends = {}

--- An `on_exit` that has `start` called once the server is gone, unless it was told to end.
---@param start fun() starts the server for the buffers that are open
function M.by(start)
  return function(code, signal)
    -- 15 and 143: Neovim's own way to end one that does not answer. With Windows' 15 comes a code.
    local told = signal == 15 or signal == 0 and (code == 0 or code == 143)
    local exiting = vim.v.exiting
    if told or (exiting ~= nil and exiting ~= vim.NIL) then
      return
    end
    local now = uv.now()
    ends = vim.tbl_filter(function(time)
      return now - time < WITHIN
    end, ends)
    table.insert(ends, now)
    local often = #ends > MOST
    -- The client is still on Neovim's list while this runs.
    vim.schedule(function()
      if often then
        local message = "factcheck-ls keeps ending and is left alone: :checkhealth factcheck; :edit tries again"
        return vim.notify(message, vim.log.levels.ERROR)
      end
      vim.notify("factcheck-ls has ended and is started again", vim.log.levels.WARN)
      start()
    end)
  end
end

return M
