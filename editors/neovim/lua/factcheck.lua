-- factcheck-ls for every Neovim from 0.7: require("factcheck").setup { … }.
--
-- From 0.11 it does no more than vim.lsp.config and vim.lsp.enable; before that it starts the server itself when a
-- buffer gets one of our filetypes.

local M = {}

local defaults = {
  cmd = { "factcheck-ls", "lsp" },
  filetypes = { "markdown", "text", "quarto", "rmd", "pandoc" },
  root_markers = { "factcheck.toml", ".git" },
  settings = {},
}

local uv = vim.uv or vim.loop

--- The nearest folder at or above `path` that holds one of the markers, nil if none does.
local function root_of(path, markers)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  while true do
    for _, marker in ipairs(markers) do
      if uv.fs_stat(folder .. "/" .. marker) then
        return folder
      end
    end
    local above = vim.fn.fnamemodify(folder, ":h")
    if above == folder then
      return nil
    end
    folder = above
  end
end

--- The running servers of Neovim 0.7 by root; newer ones keep this themselves.
local running = {}

--- Starts a server for the buffer, or hands the buffer to the one that its root already has.
local function attach(bufnr, config)
  local name = vim.api.nvim_buf_get_name(bufnr)
  -- Hover windows are Markdown too, but no documents.
  if vim.bo[bufnr].buftype ~= "" or name == "" then
    return
  end
  local client = vim.tbl_extend("force", config, {
    name = "factcheck_ls",
    root_dir = root_of(name, config.root_markers) or vim.fn.fnamemodify(name, ":p:h"),
  })
  client.filetypes, client.root_markers = nil, nil
  if vim.lsp.start then
    vim.api.nvim_buf_call(bufnr, function()
      vim.lsp.start(client)
    end)
    return
  end
  local root = client.root_dir
  if not running[root] then
    local on_exit = client.on_exit
    client.on_exit = function(...)
      running[root] = nil
      if on_exit then
        on_exit(...)
      end
    end
    running[root] = vim.lsp.start_client(client)
  end
  if running[root] then
    vim.lsp.buf_attach_client(bufnr, running[root])
  end
end

--- What happens when a server ends: what the user wants, then it is started again if it was not told to end.
function M.reviving(on_exit, start)
  local revive = require("factcheck.revive").by(start)
  return function(...)
    if on_exit then
      on_exit(...)
    end
    revive(...)
  end
end

--- Checks every buffer of our filetypes from now on, and those already open.
---@param options table|nil what `vim.lsp.config` takes: cmd, filetypes, root_markers, settings, on_attach, …
function M.setup(options)
  local config = vim.tbl_deep_extend("force", defaults, options or {})
  -- A list given replaces ours; deep extension would mix the two.
  for key, value in pairs(options or {}) do
    if type(value) == "table" and #value > 0 then
      config[key] = value
    end
  end
  if vim.fn.has("nvim-0.11") == 1 then
    config.on_exit = M.reviving(config.on_exit, function()
      vim.lsp.enable("factcheck_ls")
    end)
    vim.lsp.config("factcheck_ls", config)
    vim.lsp.enable("factcheck_ls")
    return
  end
  local function attach_all()
    for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_is_loaded(bufnr) and vim.tbl_contains(config.filetypes, vim.bo[bufnr].filetype) then
        attach(bufnr, config)
      end
    end
  end
  config.on_exit = M.reviving(config.on_exit, attach_all)
  local group = vim.api.nvim_create_augroup("factcheck_ls", { clear = true })
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = config.filetypes,
    callback = function(event)
      attach(event.buf or vim.api.nvim_get_current_buf(), config)
    end,
  })
  attach_all()
end

return M
