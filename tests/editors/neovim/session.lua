-- One session of a real Neovim with the real server, without a screen. Works in every Neovim from 0.7.
--
-- SERVER is the program, FORM is "enable" (vim.lsp.enable, 0.11 and newer) or "setup" (require("factcheck").setup),
-- PLUGIN is editors/neovim. Leaves with code 0 if all is well.

local uv = vim.uv or vim.loop
local server, form, plugin = vim.env.SERVER, vim.env.FORM, vim.env.PLUGIN
local here = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h")
local passed = 0

local function check(what, fine, seen)
  if not fine then
    error(what .. (seen ~= nil and ("\n  seen: " .. vim.inspect(seen)) or ""), 0)
  end
  passed = passed + 1
  io.stdout:write("  ok  " .. what .. "\n")
end

local function wait(what, condition)
  check(what, vim.wait(20000, condition, 10))
end

local function clients()
  local all = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  return vim.tbl_filter(function(client)
    return client.name == "factcheck_ls"
  end, all)
end

local function write(path, lines)
  vim.fn.writefile(lines, path)
end

-- Emoji and accents stand before the findings: their columns show whether client and server count alike.
local DRAFT = here .. "/../draft"
local ARTICLE = vim.fn.readfile(DRAFT .. "/draft.md")
local ANONYMOUS, OUTLET = 9, 11
local URL = "https://www.wsj.com/articles/dockers-offered-transfers"

local function findings()
  local all = vim.diagnostic.get(0)
  table.sort(all, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  return all
end

local function codes()
  return vim.tbl_map(function(finding)
    return tostring(finding.code or (finding.user_data and finding.user_data.lsp.code))
  end, findings())
end

--- The findings in short, for a failure's message.
local function shown(all)
  return vim.tbl_map(function(finding)
    return ("%d:%d %s: %s"):format(finding.lnum + 1, finding.col + 1, finding.code, finding.message)
  end, all)
end

local function marked(finding)
  return vim.api.nvim_buf_get_lines(0, finding.lnum, finding.lnum + 1, false)[1]:sub(finding.col + 1, finding.end_col)
end

local function go_to(line, words)
  local text = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]
  local column = assert(text:find(words, 1, true), words .. " is not on line " .. line)
  vim.api.nvim_win_set_cursor(0, { line, column - 1 })
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      return window
    end
  end
end

--- The text of the hover window at some words.
local function hover(line, words)
  go_to(line, words)
  vim.lsp.buf.hover()
  wait("hover opens on “" .. words .. "”", function()
    return float() ~= nil
  end)
  local window = float()
  local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
  vim.api.nvim_win_close(window, true)
  return text
end

--- Opens the menu of code actions at some words, takes the first whose title has `wanted`, and gives all titles.
local function act(line, words, wanted)
  go_to(line, words)
  local titles
  vim.ui.select = function(items, options, choose)
    titles = vim.tbl_map(options.format_item or tostring, items)
    for index, title in ipairs(titles) do
      if title:find(wanted, 1, true) then
        return choose(items[index], index)
      end
    end
    choose(nil)
  end
  vim.lsp.buf.code_action()
  wait("the menu of actions opens on “" .. words .. "”", function()
    return titles ~= nil
  end)
  return titles
end

--- What the server answers to a question about the buffer.
local function answer(buffer, method, params)
  params = vim.tbl_extend("keep", params or {}, { textDocument = vim.lsp.util.make_text_document_params(buffer) })
  local replies = vim.lsp.buf_request_sync(buffer, "textDocument/" .. method, params, 10000) or {}
  for _, reply in pairs(replies) do
    return reply.result
  end
end

--- The views that Neovim shows by itself: the outline in the location list, completions, folds; newer ones have hints and
--- tokens, too.
local function views(buffer)
  vim.lsp.buf.document_symbol()
  wait("the outline comes into a list", function()
    local list = vim.fn.getloclist(0, { items = 0, title = 0 })
    local items = #list.items > 0 and list.items or vim.fn.getqflist()
    return #items >= 5 and table.concat(vim.tbl_map(function(item)
      return item.text
    end, items), "\n"):find("◐ The Wall Street Journal", 1, true)
  end)
  vim.cmd("silent! lclose | silent! cclose")
  vim.api.nvim_set_current_buf(buffer)
  go_to(OUTLET, "Journal reported")
  vim.bo.omnifunc = "v:lua.vim.lsp.omnifunc"
  -- Somebody types half a key and asks for the rest; insert mode is left once it is there.
  local timer, ticks = uv.new_timer(), 0
  timer:start(50, 50, vim.schedule_wrap(function()
    ticks = ticks + 1
    if ticks > 200 or vim.api.nvim_get_current_line():find("@wsj2024dockers", 1, true) then
      timer:stop()
      vim.api.nvim_input("<C-y><Esc>")
    end
  end))
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes("A @ws<C-x><C-o>", true, false, true), "tx!", false)
  local line = vim.api.nvim_get_current_line()
  check("keys of the library are completed", line:sub(-16) == " @wsj2024dockers", line)
  vim.cmd("silent undo")
  local folds = answer(buffer, "foldingRange")
  check("sections fold", type(folds) == "table" and #folds > 0, folds)
  if clients()[1].server_capabilities.codeLensProvider then
    vim.lsp.codelens.refresh({ bufnr = buffer })
    wait("the headline counts the claims", function()
      local lens = vim.lsp.codelens.get(buffer)[1]
      return lens and lens.command and lens.command.title:find("4 claims", 1, true)
    end)
  end
  if vim.fn.has("nvim-0.11") == 1 then
    go_to(OUTLET, "Wall Street")
    wait("sources are coloured as such", function()
      local token = (vim.lsp.semantic_tokens.get_at_pos() or {})[1]
      return token and token.type == "source"
    end)
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
    clients()[1].settings = { factcheck = { inlayHints = true } }
    clients()[1]:notify("workspace/didChangeConfiguration", { settings = clients()[1].settings })
    wait("hints show the status of claims", function()
      return #vim.lsp.inlay_hint.get({ bufnr = buffer }) >= 2
    end)
  end
end

local function session()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, "p")
  folder = uv.fs_realpath(folder)
  local draft = folder .. "/draft.md"
  for _, name in ipairs({ "draft.md", "sources.bib", "factcheck.toml", "second.txt" }) do
    write(folder .. "/" .. name, vim.fn.readfile(DRAFT .. "/" .. name))
  end

  vim.opt.runtimepath:append(plugin)
  vim.cmd("runtime plugin/factcheck.lua")
  vim.o.swapfile = false
  vim.cmd("filetype on")
  if form == "enable" then
    vim.lsp.config("factcheck_ls", { cmd = { server, "lsp" } })
    vim.lsp.enable("factcheck_ls")
  else
    require("factcheck").setup({ cmd = { server, "lsp" } })
  end

  vim.cmd("edit " .. vim.fn.fnameescape(draft))
  local buffer = vim.api.nvim_get_current_buf()
  check("the draft is Markdown", vim.bo.filetype == "markdown", vim.bo.filetype)
  wait("the server starts", function()
    return #clients() == 1 and (clients()[1].initialized ~= false)
  end)
  check("its root is the folder of factcheck.toml", clients()[1].config.root_dir == folder, clients()[1].config.root_dir)

  wait("findings arrive", function()
    return #findings() >= 2
  end)
  vim.wait(300) -- Time for a second copy, had they been both pushed and pulled.
  local seen = findings()
  check("exactly the two", vim.deep_equal(codes(), { "anonymous-source", "unlinked-outlet" }), shown(seen))
  check("the first marks its words", marked(seen[1]) == "According to unnamed sources", marked(seen[1]))
  check("the second too", marked(seen[2]) == "The Wall Street Journal reported", marked(seen[2]))
  check("on their lines", seen[1].lnum == ANONYMOUS - 1 and seen[2].lnum == OUTLET - 1, shown(seen))
  local severity = vim.diagnostic.severity
  check("a warning and a remark", seen[1].severity == severity.WARN and seen[2].severity == severity.INFO, shown(seen))
  check("from us", seen[1].source == "factcheck", seen[1].source)

  local card = hover(OUTLET, "Wall Street Journal")
  check("the outlet's card names it", card:find("Wall Street Journal", 1, true), card)
  local why = hover(ANONYMOUS, "unnamed sources")
  check("the finding's card says what it is about", why:lower():find("anonym", 1, true), why)
  check("hover windows are not checked", #clients() == 1 and #vim.diagnostic.get(nil) == 2, shown(vim.diagnostic.get(nil)))

  local before = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  local titles = act(OUTLET, "Journal reported", "Cite: ")
  check("citing comes first", (titles[1] or ""):find("Cite: ", 1, true), titles)
  wait("the source is cited", function()
    return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n"):find(URL, 1, true) ~= nil
  end)
  local after = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  local others = vim.deepcopy(after)
  others[OUTLET] = before[OUTLET]
  check("the other lines are as they were", vim.deep_equal(others, before), after)
  local cited = after[OUTLET]:find("[The Wall Street Journal reported](" .. URL .. ")", 1, true)
    or after[OUTLET]:find("[reported](" .. URL .. ")", 1, true)
  check("the words are the link", cited, after[OUTLET])
  wait("its finding goes away", function()
    return vim.deep_equal(codes(), { "anonymous-source" })
  end)

  vim.cmd("silent undo")
  check("one undo takes it back", vim.deep_equal(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), before))
  wait("and the finding returns", function()
    return vim.deep_equal(codes(), { "anonymous-source", "unlinked-outlet" })
  end)

  vim.cmd("FactcheckClaims")
  wait("the claims come into the location list", function()
    return #vim.fn.getloclist(0) >= 2
  end)
  local claims = vim.fn.getloclist(0)
  check("each with what it rests on", claims[2].text:find("anonymous: ", 1, true), claims[2].text)
  check("and its place", claims[2].lnum == ANONYMOUS and claims[2].bufnr == buffer, claims[2])
  -- The list has the cursor now: there, too, the command is about the draft.
  vim.cmd("FactcheckClaims attributed")
  wait("or those of one status", function()
    return #vim.fn.getloclist(0) == 1
  end)
  vim.cmd("lclose")

  go_to(OUTLET, "Journal reported")
  local offered
  vim.ui.select = function(items, options, choose)
    offered = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  vim.cmd("FactcheckCite")
  wait("a source is picked and cited", function()
    return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n"):find(URL, 1, true) ~= nil
  end)
  check("the picker tells what it is", offered[1]:find("Dockers Are Offered Transfers", 1, true), offered)
  vim.cmd("silent undo")
  check("one undo takes that back, too", vim.deep_equal(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), before))
  wait("with its finding", function()
    return vim.deep_equal(codes(), { "anonymous-source", "unlinked-outlet" })
  end)

  -- A Neovim that asks for its findings, and cannot be told to ask again, does so when somebody types.
  local function with_next_keys(what, expected)
    local last = uv.now()
    wait(what, function()
      if uv.now() - last > 300 then
        last = uv.now()
        vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { "" })
      end
      return vim.deep_equal(codes(), expected)
    end)
  end
  write(folder .. "/factcheck.toml", { "[rules]", 'anonymous-source = "off"' })
  vim.cmd("silent write")
  with_next_keys("a rule switched off in factcheck.toml finds nothing any more", { "unlinked-outlet" })
  write(folder .. "/factcheck.toml", { 'profile = "news"' })
  vim.cmd("silent write!")
  with_next_keys("and is back when it is switched on", { "anonymous-source", "unlinked-outlet" })

  vim.cmd("help factcheck")
  check("the help is found", vim.fn.expand("%:t") == "factcheck.txt", vim.fn.expand("%"))
  vim.cmd("helpclose")
  vim.api.nvim_set_current_buf(buffer)
  vim.cmd("checkhealth factcheck")
  local health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  check("the health check finds the server", health:find("a server runs for", 1, true), health)
  vim.cmd("silent bwipeout")
  vim.api.nvim_set_current_buf(buffer)

  -- Typing the source in mends the other one.
  local named = before[ANONYMOUS]:gsub("According to unnamed sources", "According to Amara Diallo, the ministry’s chief engineer")
  vim.api.nvim_buf_set_lines(buffer, ANONYMOUS - 1, ANONYMOUS, false, { named })
  wait("naming the source settles the other finding", function()
    return vim.deep_equal(codes(), { "unlinked-outlet" })
  end)

  local second = folder .. "/second.txt"
  vim.cmd("silent write")
  vim.cmd("edit " .. vim.fn.fnameescape(second))
  check("a text file is text", vim.bo.filetype == "text", vim.bo.filetype)
  wait("a second draft has its own finding", function()
    return vim.deep_equal(codes(), { "anonymous-source" })
  end)
  check("and shares the server", #clients() == 1)

  -- The server is killed as the system would.
  local old = clients()[1].id
  vim.cmd("edit " .. vim.fn.fnameescape(draft))
  local process = vim.fn.systemlist({ "pgrep", "-f", "--parent", tostring(vim.fn.getpid()), "factcheck-ls" })[1]
  check("the server is a process", tonumber(process) ~= nil, process)
  uv.kill(tonumber(process), "sigkill")
  wait("a killed server comes back", function()
    return #clients() == 1 and clients()[1].id ~= old and clients()[1].initialized ~= false
  end)
  wait("with its findings", function()
    return vim.deep_equal(codes(), { "unlinked-outlet" })
  end)

  -- A megabyte: what a key costs Neovim, and whether what is typed is read.
  local paragraph = "According to the port, pier %d was %d metres long in 2020, said Ola Lind. It was painted in the spring."
  local long = {}
  for pier = 1, 9000 do
    vim.list_extend(long, { paragraph:format(pier, pier + 10), "" })
  end
  write(folder .. "/long.md", long)
  vim.cmd("silent edit " .. vim.fn.fnameescape(folder .. "/long.md"))
  local slowest, first = 0, vim.api.nvim_buf_get_lines(0, 0, 1, false)[1]
  for key = 1, 40 do
    local start = uv.hrtime()
    vim.api.nvim_buf_set_text(0, 0, 0, 0, 0, { "x" })
    vim.wait(10)
    slowest = math.max(slowest, (uv.hrtime() - start) / 1e6 - 10)
  end
  check(("in 1 MB the slowest key takes %.0f ms"):format(slowest), slowest < 1000, slowest)
  vim.api.nvim_buf_set_lines(0, 0, 1, false, { "According to unnamed sources, the quay will close. " .. first })
  wait("and what is typed there is read", function()
    return vim.tbl_contains(codes(), "anonymous-source")
  end)
  vim.cmd("silent edit! " .. vim.fn.fnameescape(draft))

  views(buffer)

  for _, client in ipairs(clients()) do
    if vim.fn.has("nvim-0.11") == 1 then
      client:stop()
    else
      client.stop()
    end
  end
  wait("the server stops when asked", function()
    return #clients() == 0
  end)
end

local fine, fault = pcall(session)
if fine then
  io.stdout:write(("neovim: %d checks passed\n"):format(passed))
  vim.cmd("qall!")
else
  io.stdout:write("  FAILED  " .. tostring(fault) .. "\n")
  local log = vim.lsp.log and vim.lsp.log.get_filename and vim.lsp.log.get_filename() or vim.lsp.get_log_path()
  for _, line in ipairs(log and vim.fn.filereadable(log) == 1 and vim.fn.readfile(log, "", -20) or {}) do
    io.stdout:write("  log: " .. line .. "\n")
  end
  vim.cmd("cquit 1")
end
