;;; factcheck.el --- Fact-checking for writers: the language server factcheck-ls  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: wp, convenience, tools
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Tells Eglot and lsp-mode of factcheck-ls, whichever is loaded, and adds the commands `factcheck-claims' and
;; `factcheck-cite'.  To check every Markdown and text file:
;;
;;   (require 'factcheck)
;;   (add-hook 'text-mode-hook #'factcheck-ensure)

;;; Code:

(require 'cl-lib)
(require 'xref)

(defgroup factcheck nil
  "Fact-checking for writers."
  :group 'text)

(defcustom factcheck-program "factcheck-ls"
  "The program factcheck-ls: a name on the variable `exec-path', or a path."
  :type 'string)

(defcustom factcheck-client 'eglot
  "The language client that `factcheck-ensure' starts."
  :type '(choice (const eglot) (const lsp-mode)))

(defcustom factcheck-settings nil
  "Keys of factcheck.toml that stand over it, as a property list.
For instance (:profile \"magazine\" :rules (:hedge \"off\")).
A server that starts is told."
  :type 'plist)

(defconst factcheck--markdown '(markdown-mode gfm-mode markdown-ts-mode)
  "The modes of Markdown.")

(defun factcheck--command (&rest _)
  "How the server is started.  Its client learns the settings."
  (factcheck--tell-settings)
  (list factcheck-program "lsp"))

;;; The two clients

(defvar eglot-server-programs)
(defvar eglot-workspace-configuration)
(defvar eglot-confirm-server-edits)
(defvar eglot-confirm-server-initiated-edits)
(declare-function eglot-ensure "eglot")
(declare-function eglot-current-server "eglot")
(declare-function eglot--pos-to-lsp-position "eglot")
(declare-function eglot--lsp-position-to-point "eglot")
(declare-function eglot--signal-textDocument/didChange "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp-deferred "lsp-mode")
(declare-function lsp-find-workspace "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-register-custom-settings "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-request "lsp-mode")
(declare-function lsp--buffer-uri "lsp-mode")
(declare-function lsp--cur-position "lsp-mode")
(declare-function lsp--position-to-point "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(with-eval-after-load 'eglot
  ;; Text comes last: LaTeX, HTML and Org are text to Emacs, too, and have servers of their own.
  (add-to-list 'eglot-server-programs (cons factcheck--markdown #'factcheck--command))
  (add-to-list 'eglot-server-programs (cons '(text-mode) #'factcheck--command) t))

(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection #'factcheck--command)
                    :major-modes (cons 'text-mode factcheck--markdown)
                    :server-id 'factcheck-ls
                    ;; Beside a server that knows links and headings.
                    :add-on? t)))

(defun factcheck--tell-settings ()
  "Have the settings among those that the clients send."
  (when (and factcheck-settings (featurep 'eglot))
    (let ((others (default-value 'eglot-workspace-configuration)))
      (unless (functionp others)
        (setq-default eglot-workspace-configuration
                      (if (consp (car-safe others))
                          ;; A list of pairs, as it was written once.
                          (cons (cons :factcheck factcheck-settings) (assq-delete-all :factcheck (copy-sequence others)))
                        (plist-put (copy-sequence others) :factcheck factcheck-settings))))))
  (when (and factcheck-settings (featurep 'lsp-mode))
    (lsp-register-custom-settings
     (cl-loop for (key value) on factcheck-settings by #'cddr
              collect (list (concat "factcheck." (substring (symbol-name key) 1)) (factcheck--object value) t)))))

(defun factcheck--object (value)
  "VALUE with each property list in it as a hash table, as lsp-mode wants it."
  (if (and (consp value) (keywordp (car value)))
      (let ((object (make-hash-table :test #'equal)))
        (cl-loop for (key inner) on value by #'cddr
                 do (puthash (substring (symbol-name key) 1) (factcheck--object inner) object))
        object)
    value))

;;;###autoload
(defun factcheck-ensure ()
  "Check this buffer if it is a Markdown or plain text file.
Made for `text-mode-hook', which modes derived from text run, too."
  (when (and buffer-file-name (or (eq major-mode 'text-mode) (apply #'derived-mode-p factcheck--markdown)))
    (if (eq factcheck-client 'eglot) (eglot-ensure) (lsp-deferred))))

(defun factcheck--client ()
  "The language client whose server checks this buffer.
An error tells if there is none."
  (cond ((and (featurep 'eglot) (eglot-current-server)) 'eglot)
        ((and (featurep 'lsp-mode) buffer-file-name (lsp-find-workspace 'factcheck-ls buffer-file-name)) 'lsp-mode)
        (t (user-error "No server checks this buffer: start one with M-x eglot or M-x lsp"))))

(defun factcheck--position ()
  "Where point is, in the protocol's terms."
  (if (eq (factcheck--client) 'eglot) (eglot--pos-to-lsp-position) (lsp--cur-position)))

(defun factcheck--point (position)
  "The place in this buffer of POSITION, which is in the protocol's terms."
  (if (eq (factcheck--client) 'eglot) (eglot--lsp-position-to-point position) (lsp--position-to-point position)))

(defun factcheck--get (object key)
  "The member KEY, a keyword, of an OBJECT that the server sent."
  (if (hash-table-p object) (gethash (substring (symbol-name key) 1) object) (plist-get object key)))

(defun factcheck--ask (name &rest arguments)
  "Have the server's command NAME done for this buffer with ARGUMENTS.
Gives its answer."
  (let ((uri (if (eq (factcheck--client) 'eglot)
                 (plist-get (eglot--TextDocumentIdentifier) :uri)
               (lsp--buffer-uri))))
    (factcheck--request
     (list :command (concat "factcheck-ls." name) :arguments (vconcat (list uri) arguments)))))

(defun factcheck--request (params)
  "The answer of the server to the command in PARAMS."
  (if (eq (factcheck--client) 'eglot)
      (progn
        (eglot--signal-textDocument/didChange)
        (jsonrpc-request (eglot-current-server) :workspace/executeCommand params))
    (lsp-request "workspace/executeCommand" params)))

;;; Commands

(defconst factcheck--statuses '("unsourced" "vague" "anonymous" "attributed" "sourced")
  "What a claim may rest on, from nothing to a source that can be followed.")

;;;###autoload
(defun factcheck-claims (&optional status)
  "List the claims of this article, each with what it rests on.
With a prefix argument, only those of one STATUS."
  (interactive (list (and current-prefix-arg (completing-read "Claims that are: " factcheck--statuses nil t))))
  (let* ((claims (cl-remove-if-not
                  (lambda (claim) (or (null status) (equal status (factcheck--get claim :status))))
                  (factcheck--ask "claims")))
         (places (mapcar (lambda (claim)
                           (xref-make (format "%s %s: %s" (factcheck--get claim :sign)
                                              (factcheck--get claim :status) (factcheck--get claim :text))
                                      (xref-make-buffer-location
                                       (current-buffer)
                                       (factcheck--point (factcheck--get (factcheck--get claim :range) :start)))))
                         claims))
         (xref-show-xrefs-function #'xref--show-xref-buffer))
    (if places
        (funcall xref-show-xrefs-function (lambda () places) nil)
      (user-error "There are no such claims"))))

;;;###autoload
(defun factcheck-cite (key)
  "Cite the source KEY of the library for the sentence at point.
The citation is in the article's own style.  Interactively the source
is chosen by its title, what fits the sentence first."
  (interactive (list (factcheck--choose-source)))
  (let ((before (buffer-chars-modified-tick))
        (patience (+ (float-time) 5))
        ;; Whoever gives the command wants the edit.
        (eglot-confirm-server-edits nil)
        (eglot-confirm-server-initiated-edits nil))
    (factcheck--ask "cite" (factcheck--position) key)
    ;; The edit is a request of the server's own, and may come after its answer.
    (while (and (= before (buffer-chars-modified-tick)) (< (float-time) patience))
      (accept-process-output nil 0.05))))

(defun factcheck--choose-source ()
  "The key of a source of the library that the user chooses."
  (let* ((sources (cl-map 'list
                          (lambda (source)
                            (let ((title (factcheck--get source :title)) (key (factcheck--get source :key)))
                              (list (format "%s — %s" (if (member title '(nil "")) key title)
                                            (factcheck--get source :line))
                                    key (factcheck--get source :because))))
                          (factcheck--ask "sources" (factcheck--position))))
         (about (lambda (line)
                  (let ((because (nth 2 (assoc line sources))))
                    (and because (format "  (%s)" because)))))
         ;; The server's order is the best first: it is kept.
         (table (lambda (typed predicate action)
                  (if (eq action 'metadata)
                      `(metadata (display-sort-function . identity) (cycle-sort-function . identity)
                                 (annotation-function . ,about))
                    (complete-with-action action sources typed predicate)))))
    (unless sources
      (user-error "There are no sources: put a .bib file beside the article"))
    (cadr (assoc (completing-read "Cite: " table nil t nil nil (caar sources)) sources))))

(provide 'factcheck)
;;; factcheck.el ends here
