<?php
/**
 * Removes what the plugin has stored. Posts keep their figures with picture, text and link.
 *
 * @package Shanhai
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$shanhai_forget = static function () {
	delete_option( 'shanhai_settings' );
	delete_option( 'shanhai_list' );
	wp_clear_scheduled_hook( 'shanhai_refresh' );
};

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $shanhai_site ) {
		switch_to_blog( $shanhai_site );
		$shanhai_forget();
		restore_current_blog();
	}
} else {
	$shanhai_forget();
}
