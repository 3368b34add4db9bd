# Puts what ./build.sh built, or what a package holds, on this machine, and takes it away again. It compiles nothing.
#   make install [PREFIX=/usr/local] [DESTDIR=]          slurmbank, its completion, the module, the systemd units
#   make install-plugins PLUGINDIR=/usr/lib64/slurm      the plugins, by rename: what slurmctld has mapped is never written
#   make uninstall, make uninstall-plugins               the same files; never a configuration, never a ledger
# The plugins for a site's own Slurm are compiled with `make -C plugins SLURM_SRC=...`; that Makefile has an install of its own.
PREFIX ?= /usr/local
MODULES ?= $(PREFIX)/share/powershell/Modules
COMPLETIONS ?= $(PREFIX)/share/bash-completion/completions
UNITS ?= $(PREFIX)/lib/systemd/system
PLUGINDIR ?= $(firstword $(wildcard /usr/lib/*/slurm-wlm /usr/lib64/slurm /usr/lib/slurm))

HERE := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
VERSION := $(shell sed -n "s/^ *ModuleVersion *= *'\([0-9.]*\)'.*/\1/p" '$(HERE)/SlurmBank.psd1')
LIB = $(DESTDIR)$(PREFIX)/lib
BIN = $(DESTDIR)$(PREFIX)/bin
MODULE = $(DESTDIR)$(MODULES)/SlurmBank
UNIT_FILES = $(wildcard $(HERE)/systemd/*.service $(HERE)/systemd/*.timer)
PLUGIN_FILES = $(wildcard $(HERE)/out/plugins/*.so)

all:
	@sed -n '2,5s/^# *//p' '$(HERE)/Makefile'

install: install-cli install-module install-units

# A folder takes the place of the older one by two renames, so that nobody finds half of it.
define put_folder
	@rm -rf '$(2).new' '$(2).old'
	@mkdir -p '$(dir $(2))'
	@cp -R $(1) '$(2).new'
	@if [ -e '$(2)' ]; then mv -T '$(2)' '$(2).old'; fi
	@mv -T '$(2).new' '$(2)'
	@rm -rf '$(2).old'
	@echo '$(2)'
endef

install-cli:
	@test -x '$(HERE)/out/lib/slurmbank/slurmbank' || { echo 'make install: out/slurmbank is not built: run ./build.sh first' >&2; exit 1; }
	$(call put_folder,'$(HERE)/out/lib/slurmbank',$(LIB)/slurmbank)
	@mkdir -p '$(BIN)' '$(DESTDIR)$(COMPLETIONS)'
	@ln -sfn ../lib/slurmbank/slurmbank '$(BIN)/slurmbank'
	@echo '$(BIN)/slurmbank'
	@'$(LIB)/slurmbank/slurmbank' completion bash >'$(DESTDIR)$(COMPLETIONS)/.slurmbank.new' || { \
		rm -f '$(DESTDIR)$(COMPLETIONS)/.slurmbank.new'; \
		echo 'slurmbank does not start here: it needs the runtime of .NET 10 (package dotnet-runtime-10.0)' >&2; exit 1; }
	@mv -f '$(DESTDIR)$(COMPLETIONS)/.slurmbank.new' '$(DESTDIR)$(COMPLETIONS)/slurmbank'
	@echo '$(DESTDIR)$(COMPLETIONS)/slurmbank'

install-module:
	@test -e '$(HERE)/module/bin/SlurmBank.PowerShell.dll' || { echo 'make install: module/bin is not built: run ./build.sh first' >&2; exit 1; }
	@rm -rf '$(MODULE)/.new' && mkdir -p '$(MODULE)/.new/module'
	@cp -R '$(HERE)/module/bin' $(HERE)/module/*.ps1xml '$(MODULE)/.new/module/'
	@cp -R '$(HERE)/en-US' '$(HERE)/SlurmBank.psd1' '$(HERE)/CHANGELOG.md' '$(HERE)/README.md' '$(MODULE)/.new/'
	@rm -rf '$(MODULE)/$(VERSION)' && mv -T '$(MODULE)/.new' '$(MODULE)/$(VERSION)'
	@echo '$(MODULE)/$(VERSION)'

install-units:
	@for file in $(UNIT_FILES); do \
		mkdir -p '$(DESTDIR)$(UNITS)' && \
		sed 's|/usr/local/bin/slurmbank|$(PREFIX)/bin/slurmbank|g' "$$file" >'$(DESTDIR)$(UNITS)'/".$${file##*/}.new" && \
		mv -f '$(DESTDIR)$(UNITS)'/".$${file##*/}.new" '$(DESTDIR)$(UNITS)'/"$${file##*/}" || exit 1; \
		echo '$(DESTDIR)$(UNITS)'/"$${file##*/}"; \
	done

install-plugins:
	@test -n '$(PLUGINDIR)' || { echo 'make install-plugins: name the folder of the plugins: PLUGINDIR=/usr/lib64/slurm' >&2; exit 1; }
	@test -n '$(PLUGIN_FILES)' || { echo 'make install-plugins: out/plugins is empty: run ./build.sh, or make -C plugins SLURM_SRC=...' >&2; exit 1; }
	@mkdir -p '$(DESTDIR)$(PLUGINDIR)'
	@for file in $(PLUGIN_FILES); do \
		name=$${file##*/}; \
		install -m 755 "$$file" '$(DESTDIR)$(PLUGINDIR)'/".$$name.new" && mv -f '$(DESTDIR)$(PLUGINDIR)'/".$$name.new" '$(DESTDIR)$(PLUGINDIR)'/"$$name" || exit 1; \
		echo '$(DESTDIR)$(PLUGINDIR)'/"$$name"; \
	done

uninstall:
	rm -rf '$(LIB)/slurmbank' '$(MODULE)/$(VERSION)'
	rm -f '$(BIN)/slurmbank' '$(DESTDIR)$(COMPLETIONS)/slurmbank' $(foreach file,$(UNIT_FILES),'$(DESTDIR)$(UNITS)/$(notdir $(file))')
	@rmdir '$(MODULE)' 2>/dev/null || true
	@echo 'The configuration and the ledger are where they were.'

uninstall-plugins:
	@test -n '$(PLUGINDIR)' || { echo 'make uninstall-plugins: name the folder of the plugins: PLUGINDIR=/usr/lib64/slurm' >&2; exit 1; }
	@echo 'slurm.conf and plugstack.conf must no longer name them: slurmctld does not start without a plugin that it is told to load.'
	rm -f $(foreach name,job_submit_slurmbank jobcomp_slurmbank spank_slurmbank libslurmbank,'$(DESTDIR)$(PLUGINDIR)/$(name).so')

.PHONY: all install install-cli install-module install-units install-plugins uninstall uninstall-plugins
