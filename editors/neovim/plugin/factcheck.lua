-- Commands of factcheck-ls: there from the start, they say so when no server runs.

if vim.g.loaded_factcheck then
  return
end
vim.g.loaded_factcheck = true

local command = vim.api.nvim_create_user_command

command("FactcheckClaims", function(options)
  require("factcheck.commands").claims(options.args)
end, {
  nargs = "?",
  complete = function()
    return require("factcheck.commands").statuses
  end,
  desc = "List the claims of the draft, or those of one status, in the location list",
})

command("FactcheckCite", function(options)
  require("factcheck.commands").cite(options.args)
end, { nargs = "?", desc = "Cite a source of the library for the sentence under the cursor" })
