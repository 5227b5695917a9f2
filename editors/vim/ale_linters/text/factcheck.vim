call factcheck#ale('text', 'plaintext')
