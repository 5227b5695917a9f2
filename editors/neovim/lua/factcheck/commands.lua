-- What the commands do: they ask the server, which knows.

local M = {}

local function say(message)
  vim.notify("factcheck: " .. message, vim.log.levels.WARN)
end

--- The server of this buffer.
local function client_of(bufnr)
  local all = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = bufnr }) or vim.lsp.buf_get_clients(bufnr)
  for _, client in pairs(all) do
    if client.name == "factcheck_ls" then
      return client
    end
  end
end

--- Has a command of the server done; `take` gets its answer. What cannot be done is said in the server's words.
local function ask(bufnr, name, arguments, take)
  local client = client_of(bufnr)
  if not client then
    return say("no server runs for this buffer; see :checkhealth factcheck")
  end
  table.insert(arguments, 1, vim.uri_from_bufnr(bufnr))
  local params = { command = "factcheck-ls." .. name, arguments = arguments }
  local function answer(fault, result)
    if fault then
      say(fault.message or tostring(fault))
    elseif take then
      take(result, client)
    end
  end
  if vim.fn.has("nvim-0.11") == 1 then
    client:request("workspace/executeCommand", params, answer, bufnr)
  else
    client.request("workspace/executeCommand", params, answer, bufnr)
  end
end

--- What a claim may rest on.
M.statuses = { "unsourced", "vague", "anonymous", "attributed", "sourced" }

--- The claims of the draft in the location list; those of one status, where it is named. Asked for in such a list, it is
--- the list's own draft that is meant.
function M.claims(status)
  if status ~= nil and status ~= "" and not vim.tbl_contains(M.statuses, status) then
    return say(("there is no status %s; there are %s"):format(status, table.concat(M.statuses, ", ")))
  end
  local window = vim.api.nvim_get_current_win()
  local of = vim.fn.getloclist(window, { filewinid = 0 }).filewinid or 0
  if vim.bo.buftype == "quickfix" and of ~= 0 then
    window = of
    vim.api.nvim_set_current_win(window)
  end
  local bufnr = vim.api.nvim_win_get_buf(window)
  ask(bufnr, "claims", {}, function(claims, client)
    local items = {}
    for _, claim in ipairs(claims or {}) do
      if status == "" or status == nil or claim.status == status then
        local place = { uri = vim.uri_from_bufnr(bufnr), range = claim.range }
        local item = vim.lsp.util.locations_to_items({ place }, client.offset_encoding or "utf-16")[1]
        item.text = ("%s %s: %s"):format(claim.sign, claim.status, claim.text)
        item.bufnr, item.filename = bufnr, nil
        table.insert(items, item)
      end
    end
    vim.fn.setloclist(window, {}, " ", { title = "Claims", items = items })
    if #items == 0 then
      return say("there are no such claims")
    end
    vim.cmd("lopen")
  end)
end

--- Cites a source: the one of this key, or one picked from the library, what fits the sentence first.
function M.cite(key)
  local bufnr = vim.api.nvim_get_current_buf()
  local client = client_of(bufnr)
  local encoding = client and client.offset_encoding or "utf-16"
  local position = vim.lsp.util.make_position_params(0, encoding).position
  if key ~= nil and key ~= "" then
    return ask(bufnr, "cite", { position, key })
  end
  ask(bufnr, "sources", { position }, function(sources)
    if not sources or #sources == 0 then
      return say("there are no sources: put a .bib file beside the draft, and save the draft")
    end
    vim.ui.select(sources, {
      prompt = "Cite",
      format_item = function(source)
        local fits = source.because and ("  (" .. source.because .. ")") or ""
        return ("%s — %s%s"):format(source.title ~= "" and source.title or source.key, source.line, fits)
      end,
    }, function(chosen)
      if chosen then
        ask(bufnr, "cite", { position, chosen.key })
      end
    end)
  end)
end

return M
