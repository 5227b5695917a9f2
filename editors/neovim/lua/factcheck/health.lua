-- :checkhealth factcheck

local M = {}

local health = vim.health or require("health")
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fault = health.error or health.report_error

function M.check()
  start("factcheck-ls")
  local config = vim.lsp.config and vim.lsp.config.factcheck_ls or nil
  local command = config and type(config.cmd) == "table" and config.cmd[1] or "factcheck-ls"
  if vim.fn.executable(command) == 1 then
    ok(command .. " is " .. vim.trim(vim.fn.system({ command, "--version" })))
  else
    fault(command .. " is not found", { "cargo install --path . in the repository puts it on the PATH" })
  end
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  local running = vim.tbl_filter(function(client)
    return client.name == "factcheck_ls"
  end, all)
  if #running == 0 then
    local new = vim.fn.has("nvim-0.11") == 1
    local call = new and 'vim.lsp.enable("factcheck_ls")' or 'require("factcheck").setup({})'
    warn("no server runs", {
      "open a draft of type markdown, text, quarto, rmd or pandoc",
      "have " .. call .. " in " .. vim.fn.fnamemodify(vim.fn.stdpath("config"), ":~") .. "/init.lua",
    })
  end
  for _, client in ipairs(running) do
    ok("a server runs for " .. tostring(client.config.root_dir))
  end
end

return M
