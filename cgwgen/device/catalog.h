/* SPDX-License-Identifier: ISC */
/*
 * Finding device profiles and templates: in the directories the user names,
 * then among those that are part of the program.  A directory holds
 * devices/ID.yaml and templates/NAME, like the project itself.
 */
#ifndef CGWGEN_DEVICE_CATALOG_H
#define CGWGEN_DEVICE_CATALOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/source.h"
#include "device/profile.h"

struct catalog;

/* Where a device or template was found. */
struct catalog_place {
	const char *directory; /* as given with --device-path; NULL: embedded */
	const char *path;      /* "devices/cisco-iosxe.yaml" */
};

/*
 * Opens COUNT directories in order of precedence; no directory is needed.
 * NULL after CGW001 for one that cannot be opened.  Else the caller owns the
 * catalogue, and the catalogue owns every profile and source it gives out: it
 * must outlive all findings that point into them.  Not for several threads at
 * once; what it gave out is.
 */
struct catalog *catalog_open(
    const char *const *directories, size_t count, struct diags *diags);
void catalog_free(struct catalog *catalog);

/* Every device id, sorted, each once. */
const char *const *catalog_devices(struct catalog *catalog, size_t *ret_count);

/*
 * The profile of the device called NAME: its id, or AWS's name or id of one
 * of its device types (catalog_find()); the same one when asked again.  NULL
 * after a CGW601 finding at AT, the place that names the device, which tells
 * the nearest name, or those of profile_load().
 */
const struct profile *catalog_profile(struct catalog *catalog, const char *name,
    struct pos at, struct diags *diags);

/*
 * The id of the device that serves AWS's device type NAME: its
 * VpnConnectionDeviceTypeId, or "VENDOR/PLATFORM/SOFTWARE" as AWS writes it, in
 * any case.  NULL after a CGW601 finding.  All profiles are read for it.
 */
const char *catalog_find(struct catalog *catalog, const char *name,
    struct pos at, struct diags *diags);

/* AWS's name of a device type, "VENDOR/PLATFORM/SOFTWARE", in ARENA. */
const char *catalog_aws_name(
    const struct profile_aws_type *type, struct arena *arena);

/*
 * The source of the template NAME, a path below templates/; the same one
 * when asked again.  NULL after a CGW705 finding at AT, the place that names
 * the template.  Absolute names, "..", empty and hidden components and
 * symbolic links are refused.
 */
const struct source *catalog_template(struct catalog *catalog, const char *name,
    struct pos at, struct diags *diags);

/* The same as a copy that the caller owns, or NULL; nothing is reported.  For
 * the loader of a template set. */
struct source *catalog_template_copy(struct catalog *catalog, const char *name);

/* Whether NAME can name a template at all. */
bool catalog_name_is_safe(const char *name);

/* The compiled schema of "device" profiles, of "parameters" files or of lists
 * of the "users" of a Client VPN endpoint; NULL after a finding when the
 * program was built without it.  The catalogue keeps it. */
const struct schema *catalog_schema(
    struct catalog *catalog, const char *name, struct diags *diags);

/* Where device ID comes from; false when there is none. */
bool catalog_place(
    struct catalog *catalog, const char *id, struct catalog_place *ret);

#endif
