# cgwgen's build.  `make help` lists the targets; read from top to bottom.

VERSION := 0.2.0

CC ?= cc
# V=1 shows the commands.
Q := $(if $(V),,@)
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build

WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wformat=2 -Wvla
LIBRARIES := libxml-2.0 yaml-0.1 libpcre2-8
INCLUDES := -Icgwgen -Ibuild $(shell pkg-config --cflags $(LIBRARIES))
DEFINES := -D_POSIX_C_SOURCE=200809L -DCGWGEN_VERSION='"$(VERSION)"'
ALL_CFLAGS := -std=c11 $(DEFINES) $(INCLUDES) $(WARNINGS) \
	-fstack-protector-strong -pthread $(CFLAGS)
LIBS := $(shell pkg-config --libs $(LIBRARIES)) -lm

# Floors from bottom to top, see README.md.
FLOORS := base doc model read write template device check fix render route \
	verify report graph cmd
SOURCES := $(foreach f,$(FLOORS),$(sort $(wildcard cgwgen/$(f)/*.c)))
OBJECTS := $(SOURCES:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/embedded.o \
	$(BUILD)/obj/packed.o
PROGRAM := $(BUILD)/cgwgen

# What is part of the program: data, schemas, and the manual as text.
MANUALS := $(sort $(wildcard man/*.[157]))
MANUAL_TEXTS := $(MANUALS:man/%=build/man/%.txt)
EMBEDDED := $(sort $(wildcard devices/*.yaml)) $(sort $(wildcard policies/*.yaml)) \
	$(sort $(wildcard templates/*.j2 templates/*/*.j2)) \
	$(sort $(wildcard schemas/*)) $(sort $(wildcard examples/*)) \
	$(sort $(wildcard pages/*)) \
	$(MANUAL_TEXTS)

# Of these the trees are, too.
PACKED := $(filter %.yaml,$(filter devices/% policies/%,$(EMBEDDED)))
PACK_OBJECTS := $(filter $(BUILD)/obj/cgwgen/base/% $(BUILD)/obj/cgwgen/doc/%, \
	$(OBJECTS)) $(BUILD)/obj/embedded.o

TEST_SOURCES := tests/run.c tests/commands.c $(sort $(wildcard tests/unit/*.c))
TEST_OBJECTS := $(TEST_SOURCES:%.c=$(BUILD)/obj/%.o)
TEST_RUNNER := $(BUILD)/test
# Renders what tests/fuzz makes up.
BATCH_OBJECTS := $(patsubst %,$(BUILD)/obj/tests/%.o,tools/template_batch \
	unit/template_bench unit/template_json)
TEMPLATE_BATCH := $(BUILD)/template-batch

.PHONY: all help demo check lab asan tsan clang fuzz valgrind bench format man install \
	uninstall dist clean FORCE

all: $(PROGRAM) ## build build/cgwgen

$(PROGRAM): $(BUILD)/obj/cgwgen/main.o $(OBJECTS)
	@echo '  LD $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo '  CC $<'
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/obj/embedded.o: build/embedded.c
	@mkdir -p $(@D)
	@echo '  CC $<'
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The list of names is a dependency too, so that a removed file counts.
build/embedded.c: scripts/embed build/embedded.list $(EMBEDDED)
	@echo '  EMBED $@'
	$(Q)scripts/embed $@ $(EMBEDDED)

$(BUILD)/pack: $(BUILD)/obj/scripts/pack.o $(PACK_OBJECTS)
	@echo '  LD $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/packed.c: $(BUILD)/pack build/embedded.list $(PACKED)
	@echo '  PACK $@'
	$(Q)$(BUILD)/pack $@ $(PACKED)

$(BUILD)/obj/packed.o: $(BUILD)/packed.c
	@mkdir -p $(@D)
	@echo '  CC $<'
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

build/embedded.list: FORCE
	@mkdir -p $(@D)
	@echo '$(EMBEDDED)' | cmp -s - $@ || echo '$(EMBEDDED)' > $@

# Overstriking is for printers; the text is for terminals and pipes.
build/man/%.txt: man/%
	@mkdir -p $(@D)
	@echo '  MANDOC $<'
	$(Q)mandoc -T ascii -O width=78 $< | sed 's/.\x08//g' > $@

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

demo: ## install what is missing, build, lint and render a sample
	scripts/packages build
	$(MAKE) all
	scripts/demo

check: ## install what is missing, run all tests (T=NAME: those that match)
	scripts/packages build test
	tests/check '$(T)'

lab: all ## run rendered configurations on real daemons, and parts of a run under Slurm (root)
	scripts/packages build test engines
	tests/lab/engines
	tests/lab/lab
	tests/lab/mutations

SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
# Made before, so that two makes at a time do not both write it.
asan clang tsan: build/embedded.c

asan: ## build program and test runner with sanitizers below build/asan
	$(MAKE) BUILD=build/asan CFLAGS='$(SANITIZE) -Werror' \
		build/asan/cgwgen build/asan/test build/asan/template-batch

tsan: ## run what has threads, watched by ThreadSanitizer
	$(MAKE) BUILD=build/tsan CFLAGS='-O1 -g -fsanitize=thread -Wno-maybe-uninitialized' \
		build/tsan/cgwgen
	CGWGEN=build/tsan/cgwgen TSAN_OPTIONS=exitcode=99 COUNT=30 \
		tests/scripts/threads.sh

clang: ## compile everything with clang, warnings as errors
	$(MAKE) BUILD=build/clang CC=clang CFLAGS='-O1 -Werror' \
		build/clang/cgwgen build/clang/test build/clang/template-batch

# The names of the unit tests, for the runner's table.
UNITS := $(patsubst tests/unit/test_%.c,%,$(wildcard tests/unit/test_*.c))
build/units.h: FORCE
	@mkdir -p $(@D)
	@echo '#define UNITS(X) ${UNITS:%=X(%)}' | cmp -s - $@ || \
		echo '#define UNITS(X) ${UNITS:%=X(%)}' > $@

$(BUILD)/obj/tests/run.o: build/units.h

$(TEST_RUNNER): $(TEST_OBJECTS) $(OBJECTS)
	@echo '  LD $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

$(TEMPLATE_BATCH): $(BATCH_OBJECTS) $(OBJECTS)
	@echo '  LD $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

# SEED and COUNT say which random templates, and how many.
SEED ?= 1
COUNT ?= 20000
fuzz: asan ## random templates beside Jinja2, damaged descriptors (SEED=, COUNT=)
	tests/fuzz/fuzz --seed $(SEED) --count $(COUNT)
	tests/fuzz/descriptors --seed $(SEED) --count $(COUNT)
	tests/fuzz/mend --seed $(SEED) --count $(COUNT)

valgrind: all ## run the main job under valgrind
	tests/scripts/valgrind.sh

bench: ## time rendering, lint and route, up to 100,000 connections, and a template beside Jinja2
	$(MAKE) all build/bench build/bench-template build/bench-json
	tests/bench/run
	tests/bench/peers.sh
	tests/bench/json.sh
	tests/bench/scale.sh
	tests/bench/route.py build/cgwgen 3 100 1000 10000
	tests/bench/networks.py build/cgwgen 3 2000:2000 20000:2000
	tests/bench/verify.py build/cgwgen 5
	tests/bench/template.sh

# Other JSON parsers take part where they are installed.
PEERS := $(shell for peer in yajl json-c; do \
	pkg-config --exists $$peer 2>/dev/null && echo $$peer; done)
$(BUILD)/obj/tests/bench/json.o: ALL_CFLAGS += $(if $(PEERS),$(shell \
	pkg-config --cflags $(PEERS))) $(if $(filter yajl,$(PEERS)), \
	-DWITH_YAJL) $(if $(filter json-c,$(PEERS)),-DWITH_JSON_C)
$(BUILD)/bench: $(BUILD)/obj/tests/bench/bench.o $(OBJECTS)
	@echo '  LD $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/bench-json: $(BUILD)/obj/tests/bench/json.o $(OBJECTS)
	@echo '  LD $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) \
		$(if $(PEERS),$(shell pkg-config --libs $(PEERS)))

$(BUILD)/bench-template: $(BUILD)/obj/tests/bench/template.o $(OBJECTS)
	@echo '  LD $@'
	$(Q)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

format: ## lay out the C code
	clang-format -i $$(find cgwgen tests -name '*.[ch]')

man: all ## renew what is generated: parts of the manual, a schema
	$(PROGRAM) explain --format mdoc > man/cgwgen-rules.7
	$(PROGRAM) template vars --format mdoc | \
		scripts/insert 'cgwgen template vars --format mdoc' man/cgwgen-device.5
	$(PROGRAM) explain --format schema descriptor \
		> schemas/descriptor.schema.json
	for section in $$($(PROGRAM) explain --format mdoc descriptor-sections); do \
		$(PROGRAM) explain --format mdoc "$$section" | scripts/insert \
			"cgwgen explain --format mdoc $$section" \
			man/cgwgen-descriptor.5 || exit 1; \
	done
	$(PROGRAM) explain --format mdoc families | scripts/insert \
		'cgwgen explain --format mdoc families' man/cgwgen-lint.1
	$(PROGRAM) explain --format mdoc quotas | scripts/insert \
		'cgwgen explain --format mdoc quotas' man/cgwgen-config.5
	for section in $$($(PROGRAM) explain --format mdoc sections); do \
		$(PROGRAM) explain --format mdoc "$$section" | scripts/insert \
			"cgwgen explain --format mdoc $$section" \
			man/cgwgen-template.7 || exit 1; \
	done

install: all ## install below DESTDIR and PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/cgwgen
	for page in $(MANUALS); do \
		section=$${page##*.}; \
		install -d $(DESTDIR)$(PREFIX)/share/man/man$$section; \
		install -m 644 $$page $(DESTDIR)$(PREFIX)/share/man/man$$section/; \
	done

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/cgwgen
	for page in $(MANUALS); do \
		rm -f $(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page#man/}; \
	done

dist: ## make a source archive of the last commit
	@mkdir -p build
	git archive --prefix=cgwgen-$(VERSION)/ -o build/cgwgen-$(VERSION).tar.gz HEAD

clean: ## remove everything that was built
	rm -rf build

-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) \
	$(BATCH_OBJECTS:.o=.d) $(BUILD)/obj/cgwgen/main.d \
	$(BUILD)/obj/scripts/pack.d
