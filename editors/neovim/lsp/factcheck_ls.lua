-- factcheck-ls for Neovim 0.11 and newer: with this folder on the 'runtimepath', say
--   vim.lsp.enable("factcheck_ls")
-- and change what you like with vim.lsp.config("factcheck_ls", { … }).

---@type vim.lsp.Config
return {
  cmd = { "factcheck-ls", "lsp" },
  filetypes = { "markdown", "text", "quarto", "rmd", "pandoc" },
  root_markers = { "factcheck.toml", ".git" },
  -- Anything of factcheck.toml may stand here and then stands over it: { factcheck = { profile = "magazine" } }.
  settings = {},
  on_exit = require("factcheck.revive").by(function()
    vim.lsp.enable("factcheck_ls")
  end),
}
